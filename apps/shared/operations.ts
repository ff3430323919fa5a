/** The port of those who operate a service, apart from the one of those who use it: metrics, liveness, readiness. */
import { createServer, type Server } from "node:http";
import type { Registry } from "prom-client";

export interface Operations {
    readonly registry: Registry;
    /** Says what is missing before this service can do its work; `undefined` when nothing is. */
    readonly notReady: () => Promise<string | undefined>;
}

/** Answers `/metrics`, `/healthz` (the process answers) and `/readyz` (it can work). */
export function operationsServer({ registry, notReady }: Operations): Server {
    const answers: Record<string, () => Promise<[status: number, type: string, body: string]>> = {
        "/metrics": async () => [200, registry.contentType, await registry.metrics()],
        "/healthz": async () => [200, "text/plain", "ok\n"],
        "/readyz": async () => {
            const reason = await notReady().catch((error: Error) => error.message);
            return reason ? [503, "text/plain", `${reason}\n`] : [200, "text/plain", "ready\n"];
        },
    };
    return createServer(async (request, response) => {
        const answer =
            answers[request.url?.split("?")[0] ?? ""] ?? (async () => [404, "text/plain", "not found\n"] as const);
        try {
            const [status, type, body] = await answer();
            response.writeHead(status, { "content-type": type }).end(body);
        } catch {
            response.writeHead(500).end(); // a metric that cannot be collected must not end the process
        }
    });
}
