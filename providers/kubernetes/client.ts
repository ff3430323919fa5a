import * as http from "node:http";
import * as https from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import { ApiError, Unreachable } from "./errors";
import type { Endpoint } from "./kubeconfig";

export interface RequestOptions {
    query?: Record<string, string>;
    body?: object;
    contentType?: string;
    signal?: AbortSignal;
    /** Gets what the API server warns of: deprecated versions, fields that it drops, weak pod security. */
    onWarning?: (message: string) => void;
}

/** A restarted API server or load balancer is back within this time; a cluster that is gone should be named soon. */
const PAUSES_MILLISECONDS = [100, 200, 400, 800, 1500];
const TRANSIENT = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH"]);
/** Too many requests, and an API server that is still starting. */
const TRY_AGAIN = new Set([429, 503]);
const ANSWER_MILLISECONDS = 60_000;

interface Answer {
    status: number;
    text: string;
    warnings: string[];
}

/** A small client of the Kubernetes API: JSON over connections that are kept open. */
export class Client {
    constructor(private readonly endpoint: Endpoint) {}

    /** Repeats what failed for a moment only. Every request that this plugin makes may be repeated. */
    async request<Body = unknown>(method: string, path: string, options: RequestOptions = {}): Promise<Body> {
        for (let attempt = 0; ; attempt++) {
            const pause = PAUSES_MILLISECONDS[attempt];
            try {
                const { status, text, warnings } = await this.send(method, path, options);
                if (status < 400) {
                    warnings.forEach((warning) => options.onWarning?.(warning));
                    return parse(text) as Body;
                }
                if (pause === undefined || !TRY_AGAIN.has(status)) {
                    throw new ApiError(status, parse(text));
                }
            } catch (error) {
                const { code, message } = error as NodeJS.ErrnoException;
                if (error instanceof ApiError || options.signal?.aborted) {
                    throw options.signal?.aborted ? options.signal.reason : error;
                }
                if (pause === undefined || !TRANSIENT.has(code ?? "")) {
                    throw new Unreachable(`The API server ${this.endpoint.url} does not answer: ${message || code}.`);
                }
            }
            await sleep(pause, undefined, { signal: options.signal }).catch(() => undefined);
            options.signal?.throwIfAborted();
        }
    }

    private async send(method: string, path: string, options: RequestOptions): Promise<Answer> {
        const { query = {}, body, contentType = "application/json", signal } = options;
        const url = new URL(this.endpoint.url + path);
        url.search = new URLSearchParams(query).toString();
        const text = body && JSON.stringify(body);
        const headers: http.OutgoingHttpHeaders = { ...(await this.endpoint.headers()), accept: "application/json" };
        if (text) {
            headers["content-type"] = contentType;
            headers["content-length"] = Buffer.byteLength(text);
        }
        const { request } = url.protocol === "http:" ? http : https;
        return new Promise((resolve, reject) => {
            const { agent } = this.endpoint;
            const sent = request(url, { method, headers, agent, signal }, (response) => {
                const chunks: Buffer[] = [];
                response.on("data", (chunk: Buffer) => chunks.push(chunk));
                response.on("error", reject);
                response.on("end", () =>
                    resolve({
                        status: response.statusCode ?? 0,
                        text: Buffer.concat(chunks).toString(),
                        warnings: parseWarnings(response.headers["warning"]),
                    }),
                );
            });
            sent.setTimeout(ANSWER_MILLISECONDS, () => sent.destroy(new Error("no answer within 60 s")));
            sent.on("error", reject);
            sent.end(text);
        });
    }
}

/** Answers that are not JSON come from something in front of the API server. */
function parse(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return { message: text.slice(0, 500) };
    }
}

/** `299 - "spec.x is deprecated", 299 - "unknown field \"y\""` holds two warnings. */
export const parseWarnings = (header: string | undefined): string[] =>
    [...(header ?? "").matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = ""]) => text.replace(/\\(.)/g, "$1"));
