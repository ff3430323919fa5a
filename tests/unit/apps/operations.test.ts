import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Gauge } from "prom-client";
import { announcement } from "../../../apps/worker/announcements";
import { createLog } from "../../../apps/shared/log";
import { createRegistry } from "../../../apps/shared/metrics";
import { operationsServer } from "../../../apps/shared/operations";
import { createReference } from "../../../apps/api/reference";

const registry = createRegistry("test");
let notReady: () => Promise<string | undefined> = async () => undefined;
let server: Server;

beforeAll(
    (done) => void (server = operationsServer({ registry, notReady: () => notReady() }).listen(0, "127.0.0.1", done)),
);
afterAll((done) => void server.close(done));

const get = async (path: string): Promise<[number, string]> => {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
    return [response.status, await response.text()];
};

test("ready, or why not; alive all the same", async () => {
    expect(await get("/readyz")).toEqual([200, "ready\n"]);
    notReady = async () => "waiting for migrations: 0002_b";
    expect(await get("/readyz")).toEqual([503, "waiting for migrations: 0002_b\n"]);
    notReady = () => Promise.reject(new Error("connect ECONNREFUSED"));
    expect(await get("/readyz")).toEqual([503, "connect ECONNREFUSED\n"]);
    expect(await get("/healthz")).toEqual([200, "ok\n"]);
});

test("metrics name their service", async () => {
    const [status, text] = await get("/metrics");
    expect(status).toBe(200);
    expect(text).toMatch(/process_resident_memory_bytes\{service="test"\} \d+/);
});

test("a metric that cannot be collected is an error of this answer, not the end of the service", async () => {
    new Gauge({
        name: "broken",
        help: "Fails.",
        registers: [registry],
        collect: () => Promise.reject(new Error("no")),
    });
    expect((await get("/metrics"))[0]).toBe(500);
    expect((await get("/healthz"))[0]).toBe(200);
});

test("no other path", async () => {
    expect((await get("/"))[0]).toBe(404);
});

test("the log of a database error leaves out what PostgreSQL says about the row", () => {
    const lines: string[] = [];
    const error = Object.assign(new Error("duplicate key"), {
        severity: "ERROR",
        code: "23505",
        detail: "(zoe@exemple.fr)",
    });
    createLog("api", (line) => lines.push(line)).error("request failed", error);
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: "error", service: "api", code: "23505" });
    expect(lines[0]).not.toMatch(/zoe|duplicate/);
});

test("a reference can be read out and is hard to get wrong", () => {
    for (let i = 0; i < 200; i++)
        expect(createReference()).toMatch(/^[234679ACDEFGHJKMNPQRTWXYZ]{4}-[234679ACDEFGHJKMNPQRTWXYZ]{4}$/);
});

test("an announcement says which, when and where", () => {
    const about = { reference: "EE7C-EMCJ", title: "Superviser", startsOn: "2026-12-07", room: "Salle Hopper" };
    expect(announcement("confirmation", about).body).toMatch(/« Superviser » du lundi 7 décembre 2026 .*Salle Hopper/);
    expect(announcement("cancellation", about).subject).toBe("Réservation EE7C-EMCJ annulée");
});
