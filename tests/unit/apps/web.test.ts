import type { FastifyInstance } from "fastify";
import { createLog } from "../../../apps/shared/log";
import { createRegistry } from "../../../apps/shared/metrics";
import { ApiProblem, type Api } from "../../../apps/web/api";
import { createWeb } from "../../../apps/web/server";
import { afterResponse, listening, type Ask } from "./listening";
import { booking, session, site } from "./samples";

const key = "3b241101-e2bb-4255-8caf-4136c566a962";
const api = {
    sessions: jest.fn<Promise<unknown>, []>(async () => [session]),
    session: jest.fn(async () => session),
    booking: jest.fn(async () => booking),
    book: jest.fn(async () => booking),
    cancel: jest.fn(async () => booking),
};
const lines: string[] = [];
const registry = createRegistry("web");
let web: FastifyInstance;
let ask: Ask;

beforeAll(async () => {
    web = createWeb({
        site,
        registry,
        log: createLog("web", (line) => lines.push(line)),
        api: () => api as unknown as Api,
    });
    ask = await listening(web);
});
beforeEach(() => jest.clearAllMocks());
afterAll(() => web.close());

const submit = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    ask(`/sessions/${session.id}/reservations`, { method: "POST", headers, body: new URLSearchParams(fields) });
const learner = { learnerName: "Zoé d’Arc", learnerEmail: "zoe@exemple.fr" };

test("a form that is right books with its key and leads to the booking", async () => {
    const answer = await submit({ key, ...learner });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `/reservations/${booking.id}`]);
    expect(api.book).toHaveBeenCalledWith(key, { sessionId: session.id, ...learner });
});

test("a form that is wrong comes back, with its key, and books nothing", async () => {
    const answer = await submit({ key, learnerName: "", learnerEmail: "zoe" });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain(`name="key" value="${key}"`);
    expect(api.book).not.toHaveBeenCalled();
});

test("a refusal that the visitor can answer comes back in the form, with a new key", async () => {
    api.book.mockRejectedValueOnce(new ApiProblem("already_booked", 409));
    const answer = await submit({ key, ...learner });
    expect(answer.status).toBe(409);
    expect(answer.body).toContain("déjà réservée");
    expect(answer.body).not.toContain(key);
});

test.each([
    ["a browser that sends it from another site", { "sec-fetch-site": "cross-site" }, 403],
    ["an older one that only names the origin", { origin: "https://elsewhere.example" }, 403],
    ["this site", { "sec-fetch-site": "same-origin" }, 303],
    ["no browser", {}, 303],
])("form from %s", async (_, headers, status) => {
    expect((await submit({ key, ...learner }, headers as Record<string, string>)).status).toBe(status);
    expect(api.book).toHaveBeenCalledTimes(status === 303 ? 1 : 0);
});

test("no other site can frame a page, and no script runs that is not the server's own", async () => {
    const { headers } = await ask("/");
    expect(headers.get("content-security-policy")).toMatch(
        /default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/,
    );
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toBe("no-store");
});

test("assets may be kept for ever", async () => {
    const answer = await ask(site.assets["style.css"].url);
    expect(answer.headers.get("cache-control")).toContain("immutable");
});

test.each([
    ["/nowhere", 404, "Cette page n’existe pas"],
    ["/sessions/1", 404, "Cette page n’existe pas"],
])("%s", async (url, status, says) => {
    const answer = await ask(url);
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(says);
});

test("an api that is away gives a page that says so, with its status", async () => {
    api.sessions.mockRejectedValueOnce(new ApiProblem("unavailable", 503));
    const answer = await ask("/");
    expect(answer.status).toBe(503);
    expect(answer.body).toContain("momentanément indisponible");
});

test("a fault of the program is not shown to the visitor", async () => {
    api.sessions.mockRejectedValueOnce(new Error("inner workings"));
    const answer = await ask("/");
    expect(answer.status).toBe(500);
    expect(answer.body).not.toContain("inner workings");
});

test("a request is one log line and one measure, by pattern, without what it was about", async () => {
    await afterResponse();
    lines.length = 0;
    await ask(`/reservations/${booking.id}?name=Zoe`, { headers: { "x-request-id": "abcdefgh-1" } });
    await afterResponse();
    expect(lines.map((line) => JSON.parse(line))).toEqual([
        expect.objectContaining({ route: "/reservations/:id", status: 200, method: "GET", requestId: "abcdefgh-1" }),
    ]);
    expect(lines[0]).not.toContain(booking.id);
    const metrics = await registry.getSingleMetricAsString("http_request_duration_seconds");
    expect(metrics).toMatch(/_count\{.*route="\/reservations\/:id",status="200"\} 1/);
    expect(metrics).not.toContain(booking.id);
});
