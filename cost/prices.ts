/** What AWS asks: the table that comes with Plateau, and the user's own from `cost --refresh`, which comes first. */
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { load, YAMLException } from "js-yaml";
import { z } from "zod";
import { dataDir } from "../setup/paths";

/** "EC2/spot/t3.medium": the service, and what of it. */
const KEY = /^[A-Za-z0-9]+(\/[a-z0-9.-]+)+$/;

const sourceSchema = z.strictObject({
    /** A page or file that shows the figures. */
    address: z.url({ protocol: /^https$/ }),
    /** Day on which it showed them. */
    date: z.iso.date(),
    says: z.string().min(1),
});

/** Units of an hour count what runs; the others count what is used in a month. */
const unitSchema = z.enum(["hour", "month", "GB", "GB-month", "LCU-hour"]);

const priceSchema = z.strictObject({
    key: z.string().regex(KEY),
    /** An AWS region, or "*" where the source names none. */
    region: z.string().regex(/^(\*|[a-z]{2}(-[a-z]+)+-\d)$/),
    unit: unitSchema,
    /** For one unit, without taxes and without the free tier. */
    usd: z.number().positive(),
    source: z.string(),
});

const tableSchema = z
    .strictObject({ sources: z.record(z.string(), sourceSchema), prices: z.array(priceSchema) })
    .check(({ value, issues }) => {
        const seen = new Set<string>();
        for (const [index, { key, region, source }] of value.prices.entries()) {
            const fault = (message: string) => issues.push({ code: "custom", message: `${key} in ${region}: ${message}`, path: ["prices", index], input: value });
            if (!(source in value.sources)) fault(`no source "${source}"`);
            if (seen.has(`${key} ${region}`)) fault("twice");
            seen.add(`${key} ${region}`);
        }
    });

export type Unit = z.infer<typeof unitSchema>;
export type Source = z.infer<typeof sourceSchema>;
export type PriceTable = z.infer<typeof tableSchema>;

/** A figure with where and when it was shown. */
export interface Price {
    readonly key: string;
    readonly unit: Unit;
    readonly usd: number;
    readonly source: Source;
}

/** A price file that is none; the user's own can be anything. */
export class PriceFileError extends Error {}

/** Beyond this age a figure is still used, and the estimate says that it is old. AWS changes some price most months. */
export const MAX_AGE_MONTHS = 12;

/** Written by `cost --refresh`. */
export function ownPriceFile(): string {
    return path.join(dataDir(), "aws-prices.json");
}

/** The shipped table. */
export function shippedPrices(): PriceTable {
    return readPrices(path.join(__dirname, "prices.yaml"));
}

/** The user's own table first, then the shipped one. @throws PriceFileError */
export function priceTables(): PriceTable[] {
    const own = ownPriceFile();
    return [...(existsSync(own) ? [readPrices(own)] : []), shippedPrices()];
}

/** @throws PriceFileError with every fault of the file */
export function readPrices(file: string): PriceTable {
    let document: unknown;
    try {
        document = load(readFileSync(file, "utf8"));
    } catch (error) {
        if (!(error instanceof YAMLException)) throw error;
        throw new PriceFileError(`${file} is not YAML or JSON: ${error.message.split("\n")[0]}.`);
    }
    const result = tableSchema.safeParse(document);
    if (result.success) return result.data;
    throw new PriceFileError(`${file} is not a table of prices: ${result.error.issues.map(({ path: at, message }) => `${at.join(".")} ${message}`).join("; ")}.`);
}

/** The price of the first table that has one, for the region or for all regions. */
export function findPrice(tables: readonly PriceTable[], key: string, region: string): Price | undefined {
    for (const { prices, sources } of tables) {
        const price = prices.find((p) => p.key === key && p.region === region) ?? prices.find((p) => p.key === key && p.region === "*");
        if (price) return { key, unit: price.unit, usd: price.usd, source: sources[price.source]! };
    }
    return undefined;
}

/** True where the source is older than {@link MAX_AGE_MONTHS} on that day. */
export function isOld({ date }: Source, today: Date): boolean {
    const limit = new Date(today);
    limit.setUTCMonth(limit.getUTCMonth() - MAX_AGE_MONTHS);
    return new Date(date) < limit;
}
