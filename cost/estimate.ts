/** What the resources of a program cost, and what of that cannot be said. */
import { ASSUMPTIONS, type AssumptionName } from "./assumptions";
import type { Charge, Item, Resource } from "./charge";
import { CHARGES } from "./charges/all";
import { graphOf } from "./graph";
import { findPrice, isOld, type Price, type PriceTable, type Unit } from "./prices";

/** USD. A month has 730 hours, as AWS counts; a price by the month or by what is used is spread evenly over it. */
export interface Amounts {
    readonly hour: number;
    readonly day: number;
    readonly month: number;
}

/** All that is charged by the same price. */
export interface Line extends Amounts {
    readonly service: string;
    readonly key: string;
    readonly quantity: number;
    readonly unit: Unit;
    /** For one unit. */
    readonly usd: number;
    readonly assumed?: AssumptionName;
    readonly shown: { readonly address: string; readonly date: string };
}

export interface Estimate {
    readonly region: string;
    readonly lines: readonly Line[];
    /** True where something is missing: the sum is then what it costs at least. */
    readonly lowerBound: boolean;
    readonly total: Amounts;
    /** Prices that no table has, with the quantity that they would be for. */
    readonly missing: readonly { readonly key: string; readonly quantity: number }[];
    /** What is charged for but cannot be told from the program, with how often. */
    readonly unclear: Readonly<Record<string, number>>;
    /** Types that the estimate does not know, with how many there are. */
    readonly notEstimated: Readonly<Record<string, number>>;
    /** Types that are free, with how many there are. */
    readonly free: Readonly<Record<string, number>>;
    /** Sources of figures that are older than the limit. */
    readonly old: readonly { readonly address: string; readonly date: string }[];
}

const HOURS_PER_DAY = 24;
const HOURS_PER_MONTH = 730;

/**
 * @param resources all that the program declares; those of other providers cost nothing at AWS
 * @param today decides which figures are old
 */
export function estimate(resources: readonly Resource[], tables: readonly PriceTable[], region: string, today = new Date()): Estimate {
    const aws = resources.filter(({ type }) => type.startsWith("aws:"));
    const graph = graphOf(aws);
    const known = aws.filter(({ type }) => type in CHARGES).map((resource) => ({ resource, items: CHARGES[resource.type]!(resource, graph) }));
    const items = known.flatMap((k) => k.items);

    const charges = [...Map.groupBy(items.filter(isCharge), ({ price }) => price)].map(([key, same]) => ({
        key,
        quantity: same.reduce((sum, { quantity }) => sum + quantity, 0),
        assumed: same[0]!.assumed,
        price: findPrice(tables, key, region),
    }));
    const lines = charges.flatMap(({ price, quantity, assumed }) => (price ? [lineOf(price, quantity, assumed)] : []));
    const missing = charges.filter(({ price }) => !price).map(({ key, quantity }) => ({ key, quantity }));
    const unclear = count(items.flatMap((item) => ("unclear" in item ? item.unclear : [])));
    const notEstimated = count(aws.filter(({ type }) => !(type in CHARGES)).map(({ type }) => type));
    return {
        region,
        lines: lines.sort((a, b) => a.service.localeCompare(b.service) || b.month - a.month),
        lowerBound: missing.length + Object.keys(unclear).length + Object.keys(notEstimated).length > 0,
        total: amounts(lines.reduce((sum, { month }) => sum + month, 0)),
        missing,
        unclear,
        notEstimated,
        free: count(known.filter(({ items }) => items.length === 0).map(({ resource }) => resource.type)),
        old: oldOnes(charges.flatMap(({ price }) => price ?? []), today),
    };
}

function isCharge(item: Item): item is Charge {
    return "price" in item;
}

function lineOf({ key, unit, usd, source }: Price, quantity: number, assumed: AssumptionName | undefined): Line {
    const month = quantity * usd * (unit === "hour" ? HOURS_PER_MONTH : 1);
    const shown = { address: source.address, date: source.date };
    return { service: key.split("/")[0]!, key, quantity, unit, usd, ...amounts(month), ...(assumed && { assumed }), shown };
}

function amounts(month: number): Amounts {
    const hour = month / HOURS_PER_MONTH;
    return { hour, day: hour * HOURS_PER_DAY, month };
}

function count(names: readonly string[]): Record<string, number> {
    return Object.fromEntries([...Map.groupBy([...names].sort(), (name) => name)].map(([name, all]) => [name, all.length]));
}

function oldOnes(prices: readonly Price[], today: Date): Estimate["old"] {
    const old = prices.map(({ source }) => source).filter((source) => isOld(source, today));
    return [...new Map(old.map(({ address, date }) => [address, { address, date }])).values()];
}

/** The assumptions that an estimate stands on. */
export function assumptionsOf({ lines }: Estimate): (typeof ASSUMPTIONS)[AssumptionName][] {
    return [...new Set(lines.flatMap(({ assumed }) => assumed ?? []))].map((name) => ASSUMPTIONS[name]);
}
