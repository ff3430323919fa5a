import type { FastifyInstance } from "fastify";
import type { Pool } from "pg";
import { createApi } from "../../../apps/api/server";
import { problem } from "../../../apps/shared/contract";
import { createLog } from "../../../apps/shared/log";
import { createRegistry } from "../../../apps/shared/metrics";
import { listening, type Ask } from "./listening";
import { session } from "./samples";

const pool = { query: jest.fn(), connect: jest.fn() };
const lines: string[] = [];
let api: FastifyInstance;
let ask: Ask;

beforeAll(async () => {
    const log = createLog("api", (line) => lines.push(line));
    api = createApi({ pool: pool as unknown as Pool, log, registry: createRegistry("api") });
    ask = await listening(api);
});
beforeEach(() => {
    jest.resetAllMocks();
    lines.length = 0;
});
afterAll(() => api.close());

const request = { sessionId: session.id, learnerName: "Zoé d’Arc", learnerEmail: "zoe@exemple.fr" };
const json = { "content-type": "application/json" };
const key = { "idempotency-key": "3b241101-e2bb-4255-8caf-4136c566a962" };

test.each([
    ["no key", {}, request, ["idempotency-key"]],
    ["two wrong fields", key, { ...request, learnerName: "", learnerEmail: "zoe" }, ["learnerName", "learnerEmail"]],
    ["a session that is no UUID", key, { ...request, sessionId: "'; DROP TABLE bookings" }, ["sessionId"]],
])("%s: refused before the database is asked, with every field", async (_, headers, request, fields) => {
    const body = JSON.stringify(request);
    const answer = await ask("/v1/bookings", {
        method: "POST",
        headers: { ...json, ...headers } as Record<string, string>,
        body,
    });
    expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    expect(problem.parse(JSON.parse(answer.body))).toMatchObject({ status: 400, code: "invalid_request", fields });
    expect(pool.connect).not.toHaveBeenCalled();
});

test.each([
    ["no JSON", json, "{"],
    ["too long", json, JSON.stringify({ ...request, learnerName: "x".repeat(20_000) })],
    ["a form", { "content-type": "application/x-www-form-urlencoded" }, "a=b"],
])("a body that is %s is the caller's fault", async (_, headers, body) => {
    const answer = await ask("/v1/bookings", { method: "POST", headers: { ...key, ...headers }, body });
    expect(problem.parse(JSON.parse(answer.body)).code).toBe("invalid_request");
});

test.each([
    ["ECONNREFUSED", 503, "unavailable"],
    ["57P01", 503, "unavailable"],
    ["42P01", 500, "internal"],
])("database error %s is %i %s", async (code, status, expected) => {
    pool.query.mockRejectedValue(Object.assign(new Error("relation of zoe@exemple.fr"), { code, severity: "ERROR" }));
    const answer = await ask("/v1/sessions");
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([status, expected]);
    expect(answer.body + lines.join("")).not.toContain("zoe");
});

test("a session that does not exist, and an address that leads nowhere", async () => {
    pool.query.mockResolvedValue({ rows: [] });
    expect(JSON.parse((await ask(`/v1/sessions/${session.id}`)).body)).toMatchObject({
        status: 404,
        code: "session_not_found",
    });
    expect(JSON.parse((await ask("/v2/sessions")).body)).toMatchObject({ status: 404, code: "not_found" });
});
