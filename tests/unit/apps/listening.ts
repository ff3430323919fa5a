/** Asks a server over a real connection on the loopback. */
import type { FastifyInstance } from "fastify";

export interface Answer {
    readonly status: number;
    readonly headers: Headers;
    readonly body: string;
}

export type Ask = (path: string, init?: RequestInit) => Promise<Answer>;

export async function listening(server: FastifyInstance): Promise<Ask> {
    const origin = await server.listen({ port: 0, host: "127.0.0.1" });
    return async (path, init) => {
        const response = await fetch(new URL(path, origin), { redirect: "manual", ...init });
        return { status: response.status, headers: response.headers, body: await response.text() };
    };
}

/** The response is there before its log line and its measure are. */
export async function afterResponse(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 20));
}
