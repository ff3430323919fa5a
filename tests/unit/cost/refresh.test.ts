import { existsSync, readFileSync } from "node:fs";
import { findPrice, ownPriceFile, priceTables, readPrices, shippedPrices } from "../../../cost/prices";
import { priceIn } from "../../../cost/refresh/products";
import { queryOf } from "../../../cost/refresh/queries";
import { refreshPrices } from "../../../cost/refresh/refresh";
import { alone, believe } from "./alone";
import { PriceApi, product, type Answer, type Request } from "./price-api";

const REGION = "eu-west-3";
alone();

let api: PriceApi | undefined;
afterEach(async () => {
    await api?.stop();
    api = undefined;
});

async function serve(answer: (request: Request) => Answer): Promise<PriceApi> {
    api = new PriceApi(answer);
    believe(await api.start());
    return api;
}

const refresh = (keys: readonly string[]) => refreshPrices(keys, REGION, new AbortController().signal, () => undefined);

test("what the API answers is written with its day, and used before the shipped table", async () => {
    const { requests, authorizations } = await serve(() => ({ products: [product("EUW3-BoxUsage:t3.medium", "0.0500000000")] }));
    const { found, notFound, file } = await refresh(["EC2/on-demand/t3.medium"]);
    expect({ found, notFound, file }).toEqual({ found: ["EC2/on-demand/t3.medium"], notFound: [], file: ownPriceFile() });
    expect(requests).toEqual([
        {
            ServiceCode: "AmazonEC2",
            FormatVersion: "aws_v1",
            Filters: expect.arrayContaining([
                { Type: "TERM_MATCH", Field: "regionCode", Value: REGION },
                { Type: "TERM_MATCH", Field: "instanceType", Value: "t3.medium" },
            ]),
        },
    ]);
    expect(authorizations[0]).toContain("/us-east-1/pricing/aws4_request");
    const used = findPrice(priceTables(), "EC2/on-demand/t3.medium", REGION)!;
    expect(used).toMatchObject({ usd: 0.05, unit: "hour", source: { says: "AWS Pricing API, GetProducts", date: new Date().toISOString().slice(0, 10) } });
    expect(findPrice([shippedPrices()], "EC2/on-demand/t3.medium", REGION)!.usd).not.toBe(0.05);
});

test("all pages are read", async () => {
    await serve(({ NextToken }) => (NextToken ? { products: [product("EUW3-NatGateway-Hours", "0.05")] } : { products: [product("EUW3-NatGateway-Bytes", "0.06")], next: "2" }));
    await refresh(["VPC/nat-gateway"]);
    expect(findPrice(priceTables(), "VPC/nat-gateway", REGION)!.usd).toBe(0.05);
});

test("a second run replaces what it asked for, and keeps the rest", async () => {
    let usd = "0.10";
    await serve(() => ({ products: [product("EUW3-AmazonEKS-Hours:perCluster", usd), product("EUW3-NatGateway-Hours", usd)] }));
    await refresh(["EKS/cluster", "VPC/nat-gateway"]);
    usd = "0.20";
    await refresh(["EKS/cluster"]);
    const { prices } = readPrices(ownPriceFile());
    expect(prices.map(({ key, usd: figure }) => [key, figure])).toEqual([["VPC/nat-gateway", 0.1], ["EKS/cluster", 0.2]]);
});

test("what the API does not have is named, and leaves no file", async () => {
    const { requests } = await serve(() => ({ products: [] }));
    const { found, notFound } = await refresh(["EC2/spot/t3.medium", "EKS/cluster"]);
    expect(found).toEqual([]);
    expect(notFound).toEqual([
        { key: "EC2/spot/t3.medium", fault: "not in this API" },
        { key: "EKS/cluster", fault: "none of 0 products has it" },
    ]);
    expect(requests).toHaveLength(1);
    expect(existsSync(ownPriceFile())).toBe(false);
});

test("credentials that the API refuses are an error, and the table that was there stays", async () => {
    let refuse = false;
    await serve(() => (refuse ? { fault: "UnrecognizedClientException", message: "The security token included in the request is invalid.", status: 400 } : { products: [product("EUW3-AmazonEKS-Hours:perCluster", "0.10")] }));
    await refresh(["EKS/cluster"]);
    const text = readFileSync(ownPriceFile(), "utf8");
    refuse = true;
    await expect(refresh(["EKS/cluster"])).rejects.toMatchObject({ name: "UnrecognizedClientException" });
    expect(readFileSync(ownPriceFile(), "utf8")).toBe(text);
});

test("without credentials nothing is asked", async () => {
    const { requests } = await serve(() => ({ products: [] }));
    delete process.env["AWS_ACCESS_KEY_ID"];
    await expect(refresh(["EKS/cluster"])).rejects.toMatchObject({ name: "CredentialsProviderError" });
    expect(requests).toEqual([]);
});

describe("of the products that the API answers", () => {
    const query = queryOf("VPC/nat-gateway-data", REGION)!;
    const read = (...products: object[]) => priceIn(products.map((p) => JSON.stringify(p)), query);

    test("only the meant usage counts, at its first tier", () => {
        expect(read(product("EUW3-NatGateway-Bytes", { "0": "0.05", "10240": "0.04" }), product("EUW3-NatGateway-Hours", "9"))).toEqual({ usd: 0.05 });
        expect(read(product("NatGateway-Bytes", "0.045"))).toEqual({ usd: 0.045 });
    });

    test("one at 0 is what a reservation or the free tier pays", () => {
        expect(read(product("EUW3-NatGateway-Bytes", "0.0000000000"), product("EUW3-NatGateway-Bytes", "0.05"))).toEqual({ usd: 0.05 });
    });

    test("several that differ are none: nobody knows which is meant", () => {
        expect(read(product("EUW3-NatGateway-Bytes", "0.05"), product("EUW3-NatGateway-Bytes", "0.07"))).toEqual({ fault: "2 prices fit: 0.05, 0.07" });
    });

    test("another shape than the documented one is told, not guessed at", () => {
        const told = { fault: "the API answered in another shape than it documents" };
        expect(priceIn(["not JSON"], query)).toEqual(told);
        expect(read({ product: {}, terms: {} })).toEqual(told);
    });
});

test("of a web ACL, the one that Shield protects costs nothing and is not meant", () => {
    const { usage } = queryOf("WAF/web-acl", REGION)!;
    expect([usage.test("EUW3-WebACLV2"), usage.test("WebACLV2"), usage.test("EUW3-ShieldProtected-WebACLV2")]).toEqual([true, true, false]);
});

test("every price of the shipped table can be asked for, in its unit; those of spot instances are not in this API", () => {
    for (const { key, unit } of shippedPrices().prices) {
        const query = queryOf(key, REGION);
        expect([key, query?.unit]).toEqual([key, key.startsWith("EC2/spot/") ? undefined : unit]);
    }
});
