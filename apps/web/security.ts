/** What keeps other sites out of these pages. */
import type { FastifyInstance } from "fastify";

/** Only this server's own files, no script or style inside a page, and no frame around one. */
const CONTENT_POLICY = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
].join("; ");

export function protect(server: FastifyInstance): void {
    server.addHook("onRequest", async (request, reply) => {
        reply.headers({
            "content-security-policy": CONTENT_POLICY,
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
            "cross-origin-opener-policy": "same-origin",
            "cache-control": "no-store", // a booking is nobody else's business; assets say otherwise
        });
        if (request.method === "POST" && !isOwnForm(request.headers)) {
            return reply.status(403).type("text/plain; charset=utf-8").send("Ce formulaire vient d’un autre site.\n");
        }
    });
}

/**
 * Whether a form was sent from one of these pages. Browsers say so themselves; the older ones only name the origin;
 * a client that says neither is no browser, and has no visitor's rights to abuse.
 */
export function isOwnForm(headers: Record<string, string | string[] | undefined>): boolean {
    const site = headers["sec-fetch-site"];
    if (site !== undefined) return site === "same-origin" || site === "none";
    const { origin, host } = headers;
    return origin === undefined || (typeof origin === "string" && URL.parse(origin)?.host === host);
}
