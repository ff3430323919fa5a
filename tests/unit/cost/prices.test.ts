import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { findPrice, isOld, MAX_AGE_MONTHS, PriceFileError, readPrices, shippedPrices, type PriceTable } from "../../../cost/prices";

let directory: string;
beforeAll(() => (directory = mkdtempSync(path.join(os.tmpdir(), "plateau-prices-"))));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const written = (text: string): string => {
    const file = path.join(directory, "prices.yaml");
    writeFileSync(file, text);
    return file;
};

const SOURCE = { address: "https://prices.example", date: "2026-10-01", says: "a test" };
const table = (prices: [key: string, region: string, usd: number][]): PriceTable => ({
    sources: { test: SOURCE },
    prices: prices.map(([key, region, usd]) => ({ key, region, usd, unit: "hour", source: "test" })),
});

describe("the shipped table", () => {
    const { prices, sources } = shippedPrices();

    test("has a day and an address for every figure, and none from tomorrow", () => {
        expect(prices.length).toBeGreaterThan(0);
        for (const { key, region, source } of prices) {
            const { address, date, says } = sources[source]!;
            expect([key, region, address, says]).toEqual([key, region, expect.stringMatching(/^https:\/\/\S+$/), expect.stringMatching(/\w/)]);
            expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
            expect(new Date(date).getTime()).toBeLessThanOrEqual(Date.now());
        }
    });

    test("names no source that no figure is from", () => {
        expect(Object.keys(sources).sort()).toEqual([...new Set(prices.map(({ source }) => source))].sort());
    });

    test("points to a commit where the source is a repository: a branch may show something else tomorrow", () => {
        for (const { address } of Object.values(sources).filter((source) => source.address.includes("github.com"))) {
            expect(address).toMatch(/\/(blob|tree)\/[0-9a-f]{40}\//);
        }
    });
});

test("all faults of a table are named at once", () => {
    const file = written(`
sources: { page: { address: "http://prices.example", date: "last year", says: "x" } }
prices:
  - { key: EKS/cluster, region: eu-west-3, unit: hour, usd: 0, source: page }
`);
    const read = () => readPrices(file);
    expect(read).toThrow(PriceFileError);
    expect(read).toThrow(/sources\.page\.address .*sources\.page\.date .*prices\.0\.usd /);
});

test("a figure without a source, and one that is there twice, are faults", () => {
    const line = "  - { key: EKS/cluster, region: eu-west-3, unit: hour, usd: 0.1, source: nowhere }\n";
    const read = () => readPrices(written(`sources: {}\nprices:\n${line}${line}`));
    expect(read).toThrow(/EKS\/cluster in eu-west-3: no source "nowhere".*EKS\/cluster in eu-west-3: twice/);
});

test("a file that is no YAML is told as such", () => {
    expect(() => readPrices(written("prices: [}"))).toThrow(/is not YAML or JSON/);
});

test("the region's figure comes before the one for all regions, and the first table before the second", () => {
    const own = table([["EKS/cluster", "eu-west-1", 3]]);
    const shipped = table([["EKS/cluster", "*", 1], ["EKS/cluster", "eu-west-3", 2]]);
    const found = (region: string) => findPrice([own, shipped], "EKS/cluster", region)?.usd;
    expect([found("eu-west-3"), found("us-east-1"), found("eu-west-1")]).toEqual([2, 1, 3]);
    expect(findPrice([shipped], "KMS/key", "eu-west-3")).toBeUndefined();
});

test(`a source is old from ${MAX_AGE_MONTHS} months on`, () => {
    expect(isOld(SOURCE, new Date("2027-10-01"))).toBe(false);
    expect(isOld(SOURCE, new Date("2027-10-02"))).toBe(true);
});
