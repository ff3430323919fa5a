/** Requests from outside: on this machine to a port of its loopback that leads through the bastion, in a cloud to its load balancer. */
import { request as httpsRequest } from "node:https";
import type { TLSSocket } from "node:tls";
import type { CallOptions, Request, Response } from "../channels";

/** Where users come in. */
export interface Outside {
    /** Host that all names lead to, also where they are not known. */
    readonly address: string;
    readonly ports: Readonly<Record<Request["port"], number>>;
    /** PEM certificate of the only authority whose certificates are good. @default those that everybody trusts */
    readonly ca?: string;
}

/** A page is some kB; this bounds a server that never stops. */
const BODY_LIMIT = 4 * 1024 * 1024;

export function send(outside: Outside, request: Request, options: CallOptions = {}): Promise<Response> {
    const { signal, timeoutSeconds = 30 } = options;
    const { host, path, method = "GET", body } = request;
    const port = outside.ports[request.port];
    const signals = [AbortSignal.timeout(timeoutSeconds * 1000), ...(signal ? [signal] : [])];
    return new Promise((resolve, reject) => {
        const outgoing = httpsRequest(
            {
                host: outside.address,
                port,
                servername: host,
                ca: outside.ca,
                agent: false, // a connection of its own: each request goes through the load balancer anew
                path,
                method,
                headers: {
                    host: `${host}:${port}`,
                    ...(body ? { "content-length": Buffer.byteLength(body) } : {}),
                    ...request.headers,
                },
                signal: AbortSignal.any(signals),
            },
            (incoming) => {
                const tls = (incoming.socket as TLSSocket).getProtocol() ?? "no TLS";
                const chunks: Buffer[] = [];
                let size = 0;
                incoming.on("data", (chunk: Buffer) => {
                    size += chunk.length;
                    if (size > BODY_LIMIT) outgoing.destroy(new Error(`${host} sent more than 4 MiB`));
                    chunks.push(chunk);
                });
                incoming.on("error", reject);
                incoming.on("end", () =>
                    resolve({
                        status: incoming.statusCode ?? 0,
                        headers: Object.fromEntries(Object.entries(incoming.headers).map(([k, v]) => [k, String(v)])),
                        body: Buffer.concat(chunks).toString("utf8"),
                        tls,
                    }),
                );
            },
        );
        outgoing.on("error", (error) => reject(new Error(`https://${host}${path}: ${error.message}`)));
        outgoing.end(body);
    });
}
