/** Reads what the Price List API answers: a list of products as JSON texts, each with its terms. */
import { z } from "zod";
import type { Query } from "./queries";

/** The part of the documented shape ("aws_v1") that a price is in. */
const productSchema = z.object({
    product: z.object({ attributes: z.object({ usagetype: z.string() }) }),
    terms: z.object({
        OnDemand: z
            .record(z.string(), z.object({ priceDimensions: z.record(z.string(), z.object({ beginRange: z.string().optional(), pricePerUnit: z.object({ USD: z.string() }) })) }))
            .default({}),
    }),
});

/** A price in USD, or why there is none. */
export type Found = { readonly usd: number } | { readonly fault: string };

/**
 * The first tier's price, where all products that are meant agree on one. Products at 0 are left out: the API has one
 * beside the real one for what a reservation or the free tier pays.
 * @param products as GetProducts answers them
 */
export function priceIn(products: readonly string[], { usage }: Query): Found {
    const parsed = products.map((text) => productSchema.safeParse(parse(text)));
    if (parsed.some(({ success }) => !success)) return { fault: "the API answered in another shape than it documents" };
    const meant = parsed.flatMap(({ data }) => data ?? []).filter(({ product }) => usage.test(product.attributes.usagetype));
    const prices = meant
        .flatMap(({ terms }) => Object.values(terms.OnDemand))
        .flatMap(({ priceDimensions }) => Object.values(priceDimensions))
        .filter(({ beginRange = "0" }) => beginRange === "0")
        .map(({ pricePerUnit }) => Number(pricePerUnit.USD));
    const different = [...new Set(prices.filter((usd) => usd > 0))];
    if (different.length === 1) return { usd: different[0]! };
    return { fault: different.length === 0 ? `none of ${products.length} products has it` : `${different.length} prices fit: ${different.join(", ")}` };
}

function parse(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined; // the schema says that it is none
    }
}
