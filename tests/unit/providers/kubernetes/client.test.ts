import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { Client, parseWarnings } from "../../../../providers/kubernetes/client";
import { ApiError, ifFound, Unreachable } from "../../../../providers/kubernetes/errors";

type Answer = (request: http.IncomingMessage, response: http.ServerResponse, body: string) => void;

let server: http.Server;
let answers: Answer[];
const agent = new http.Agent({ keepAlive: true });

const json =
    (status: number, body: object, headers: http.OutgoingHttpHeaders = {}): Answer =>
    (_request, response) =>
        void response.writeHead(status, headers).end(JSON.stringify(body));

/** A client of a server that gives the answers one after the other. */
function client(...given: Answer[]): Client {
    answers = given;
    const { port } = server.address() as AddressInfo;
    return new Client({ url: `http://127.0.0.1:${port}`, agent, headers: async () => ({ authorization: "Bearer t" }) });
}

beforeAll(async () => {
    server = http.createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => answers.shift()?.(request, response, Buffer.concat(chunks).toString()));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
    agent.destroy();
    server.close();
});

test("sends method, query, body and credentials", async () => {
    let seen: unknown;
    const echo: Answer = (request, response, body) => {
        seen = [request.method, request.url, request.headers.authorization, request.headers["content-type"], body];
        response.end("{}");
    };
    await client(echo).request("PATCH", "/api/v1", { query: { force: "true" }, body: { é: 1 }, contentType: "a/b" });
    expect(seen).toEqual(["PATCH", "/api/v1?force=true", "Bearer t", "a/b", '{"é":1}']);
});

test("repeats what failed for a moment: a busy server, a connection that breaks", async () => {
    const broken: Answer = (request) => void request.socket.destroy();
    const asked = client(json(429, {}), broken, json(503, {}), json(200, { ok: true }));
    expect(await asked.request("GET", "/")).toEqual({ ok: true });
    expect(answers).toEqual([]);
});

test("a refusal keeps its status and words, and is not repeated", async () => {
    const status = { message: "no", reason: "Conflict" };
    await expect(client(json(409, status)).request("GET", "/")).rejects.toMatchObject({
        status: 409,
        message: "no",
        reason: "Conflict",
    });
    expect(await ifFound(client(json(404, {})).request("GET", "/"))).toBeUndefined();
    await expect(ifFound(client(json(403, {})).request("GET", "/"))).rejects.toBeInstanceOf(ApiError);
});

test("an answer that is no JSON is quoted", async () => {
    const proxy: Answer = (_request, response) => void response.writeHead(502).end("<html>bad gateway</html>");
    await expect(client(proxy).request("GET", "/")).rejects.toThrow("<html>bad gateway</html>");
});

test("a server that is not there is named, after a few seconds", async () => {
    const gone = new Client({ url: "http://127.0.0.1:1", agent, headers: async () => ({}) });
    const error = await gone.request("GET", "/").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Unreachable);
    expect((error as Error).message).toBe(
        "The API server http://127.0.0.1:1 does not answer: connect ECONNREFUSED 127.0.0.1:1.",
    );
});

test("a cancelled request ends at once with the reason of the cancellation", async () => {
    const cancelled = new AbortController();
    const reason = new Error("The operation was cancelled.");
    const asked = client(() => cancelled.abort(reason)); // which never answers
    await expect(asked.request("GET", "/", { signal: cancelled.signal })).rejects.toBe(reason);
});

test("warnings of the API server are passed on", async () => {
    const warnings: string[] = [];
    const warning = '299 - "spec.x is deprecated", 299 - "unknown field \\"y\\""';
    await client(json(200, {}, { warning })).request("GET", "/", { onWarning: (text) => warnings.push(text) });
    expect(warnings).toEqual(["spec.x is deprecated", 'unknown field "y"']);
    expect(parseWarnings(undefined)).toEqual([]);
});
