/** Asks AWS's Price List API for prices, and writes the user's own table. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { paginateGetProducts, PricingClient } from "@aws-sdk/client-pricing";
import { ownPriceFile, readPrices, type PriceTable } from "../prices";
import { priceIn, type Found } from "./products";
import { queryOf, type Query } from "./queries";

/** The API answers for all regions, in three of them only; this one is the oldest. */
const API_REGION = "us-east-1";

/** Tries of a question; the SDK waits longer after each. */
const TRIES = 4;

const SOURCE = "AWS Pricing API";

export interface Refreshed {
    readonly file: string;
    readonly found: readonly string[];
    /** Key and reason. */
    readonly notFound: readonly { readonly key: string; readonly fault: string }[];
}

/**
 * @param keys prices to ask for
 * @param asked called before each question
 * @throws what the SDK throws: no credentials, refused ones, no network
 */
export async function refreshPrices(keys: readonly string[], region: string, signal: AbortSignal, asked: (key: string) => void): Promise<Refreshed> {
    const client = new PricingClient({ region: API_REGION, maxAttempts: TRIES });
    try {
        const answers: { key: string; query?: Query; found: Found }[] = [];
        for (const key of keys) {
            signal.throwIfAborted();
            const query = queryOf(key, region);
            asked(key);
            answers.push(query ? { key, query, found: priceIn(await productsOf(client, query, signal), query) } : { key, found: { fault: "not in this API" } });
        }
        const found = answers.flatMap(({ key, query, found: price }) => (query && "usd" in price ? [{ key, region, unit: query.unit, usd: price.usd, source: SOURCE }] : []));
        if (found.length > 0) await keep(found);
        return {
            file: ownPriceFile(),
            found: found.map(({ key }) => key),
            notFound: answers.flatMap(({ key, found: price }) => ("fault" in price ? [{ key, fault: price.fault }] : [])),
        };
    } finally {
        client.destroy();
    }
}

async function productsOf(client: PricingClient, { serviceCode, filters }: Query, abortSignal: AbortSignal): Promise<string[]> {
    const products: string[] = [];
    for await (const page of paginateGetProducts({ client }, { ServiceCode: serviceCode, Filters: filters, FormatVersion: "aws_v1" }, { abortSignal })) {
        products.push(...(page.PriceList ?? []).map(String));
    }
    return products;
}

/** Writes the table whole: prices of other regions stay, with the source and day that they had. */
async function keep(prices: PriceTable["prices"]): Promise<void> {
    const file = ownPriceFile();
    const today = new Date().toISOString().slice(0, 10);
    const source = `${SOURCE} ${today}`;
    const before: PriceTable = await fs.access(file).then(
        () => readPrices(file),
        () => ({ sources: {}, prices: [] }),
    );
    const asked = new Set(prices.map(({ key, region }) => `${key} ${region}`));
    const table: PriceTable = {
        sources: { ...before.sources, [source]: { address: "https://api.pricing.us-east-1.amazonaws.com", date: today, says: `${SOURCE}, GetProducts` } },
        prices: [...before.prices.filter(({ key, region }) => !asked.has(`${key} ${region}`)), ...prices.map((price) => ({ ...price, source }))],
    };
    await fs.mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    // Renamed when it is whole: an interrupted run leaves the table that was there.
    await fs.writeFile(`${file}.new`, `${JSON.stringify(table, null, 4)}\n`);
    await fs.rename(`${file}.new`, file);
}
