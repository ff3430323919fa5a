/** A server on loopback that answers GetProducts in the shape that AWS documents; no real one is ever asked. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Request {
    readonly ServiceCode: string;
    readonly Filters: readonly { Type: string; Field: string; Value: string }[];
    readonly FormatVersion: string;
    readonly NextToken?: string;
}

/** A page of products, or a fault by its name in the protocol. */
export type Answer = { readonly products: readonly object[]; readonly next?: string } | { readonly fault: string; readonly message: string; readonly status: number };

export class PriceApi {
    readonly requests: Request[] = [];
    readonly authorizations: string[] = [];
    private readonly server: Server;

    constructor(private readonly answer: (request: Request) => Answer) {
        this.server = createServer((request, response) => {
            void body(request).then((text) => {
                const asked = JSON.parse(text) as Request;
                this.requests.push(asked);
                this.authorizations.push(request.headers.authorization ?? "");
                const answered = this.answer(asked);
                const fault = "fault" in answered;
                response.writeHead(fault ? answered.status : 200, { "content-type": "application/x-amz-json-1.1" });
                response.end(
                    JSON.stringify(
                        fault
                            ? { __type: answered.fault, message: answered.message }
                            : { FormatVersion: "aws_v1", PriceList: answered.products.map((product) => JSON.stringify(product)), NextToken: answered.next },
                    ),
                );
            });
        });
    }

    /** @returns its address */
    async start(): Promise<string> {
        await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
        return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    }

    async stop(): Promise<void> {
        this.server.closeAllConnections();
        await new Promise((resolve) => this.server.close(resolve));
    }
}

async function body(request: IncomingMessage): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString("utf8");
}

/** A product with one on-demand term, in the documented shape; tiers by where each begins. */
export function product(usagetype: string, usd: string | Readonly<Record<string, string>>): object {
    const tiers = typeof usd === "string" ? { "0": usd } : usd;
    const dimensions = Object.entries(tiers).map(([beginRange, USD], index) => [
        `SKU.JRTCKXETXF.${index}`,
        { rateCode: `SKU.JRTCKXETXF.${index}`, unit: "Hrs", beginRange, endRange: "Inf", description: usagetype, appliesTo: [], pricePerUnit: { USD } },
    ]);
    return {
        product: { productFamily: "Compute", sku: "SKU", attributes: { servicecode: "AmazonEC2", usagetype, regionCode: "eu-west-3" } },
        serviceCode: "AmazonEC2",
        version: "20261001000000",
        publicationDate: "2026-10-01T00:00:00Z",
        terms: { OnDemand: { "SKU.JRTCKXETXF": { sku: "SKU", offerTermCode: "JRTCKXETXF", effectiveDate: "2026-10-01T00:00:00Z", termAttributes: {}, priceDimensions: Object.fromEntries(dimensions) } } },
    };
}
