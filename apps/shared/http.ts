/** What the HTTP servers of `web` and `api` have in common: limits, a request's identifier, measures and a log line. */
import { randomUUID } from "node:crypto";
import Fastify, { type FastifyInstance } from "fastify";
import type { Registry } from "prom-client";
import type { Part } from "./lifecycle";
import type { Log } from "./log";
import { measureRequests, routeOf } from "./metrics";

/** A booking is a few hundred bytes; whoever sends more than this does not book. */
const BODY_LIMIT_BYTES = 16 * 1024;

export const REQUEST_ID_HEADER = "x-request-id";

export interface HttpOptions {
    readonly log: Log;
    readonly registry: Registry;
}

/** A server without routes. A request keeps the identifier that its caller gave it: one search finds both logs. */
export function createHttpServer({ log, registry }: HttpOptions): FastifyInstance {
    const server = Fastify({
        logger: false, // its line would hold the whole address and the caller's
        bodyLimit: BODY_LIMIT_BYTES,
        requestTimeout: 10_000,
        forceCloseConnections: "idle", // at the end, requests under way are answered,
        return503OnClosing: false, // and so is one that was already on its way on an open connection
        genReqId: (request) => acceptedId(request.headers[REQUEST_ID_HEADER]) ?? randomUUID(),
    });
    measureRequests(server, registry);
    server.addHook("onResponse", async (request, reply) => {
        log.info("request", {
            requestId: request.id,
            method: request.method,
            route: routeOf(request.routeOptions.url),
            status: reply.statusCode,
            milliseconds: Math.round(reply.elapsedTime),
        });
    });
    return server;
}

/** Starts it and gives it back as a part that a signal stops. */
export async function listenHttp(name: string, server: FastifyInstance, port: number, host: string): Promise<Part> {
    await server.listen({ port, host });
    return { name, stop: () => server.close() };
}

/** An identifier goes into every line of the log: only letters, digits and hyphens, and not many. */
function acceptedId(header: string | string[] | undefined): string | undefined {
    return typeof header === "string" && /^[A-Za-z0-9-]{8,64}$/.test(header) ? header : undefined;
}
