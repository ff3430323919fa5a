import type { Pool } from "pg";
import { MAX_ATTEMPTS } from "../../../apps/worker/backoff";
import { startLoop } from "../../../apps/worker/loop";
import { workOnce } from "../../../apps/worker/queue";

/** A database with one job in it, or none, that remembers what it was told. */
function database(attempts?: number) {
    const told: [sql: string, values?: unknown[]][] = [];
    const job = { id: "7", kind: "confirm-booking", bookingId: "b", attempts };
    const query = async (sql: string, values?: unknown[]) => {
        told.push([sql.trim().split(/\s+/).slice(0, 3).join(" "), values]);
        return { rows: /^\s*SELECT id/.test(sql) && attempts !== undefined ? [job] : [] };
    };
    return { told, pool: { connect: async () => ({ query, release: () => undefined }) } as unknown as Pool };
}

const handlers = (confirm: () => Promise<void>) => ({ "confirm-booking": confirm, "announce-cancellation": confirm });

test("an empty queue is no work", async () => {
    await expect(
        workOnce(
            database().pool,
            handlers(async () => undefined),
        ),
    ).resolves.toBeUndefined();
});

test("a job that works is done in the transaction that took it", async () => {
    const { pool, told } = database(0);
    await expect(
        workOnce(
            pool,
            handlers(async () => undefined),
        ),
    ).resolves.toMatchObject({ outcome: "done" });
    expect(told.map(([sql]) => sql)).toEqual([
        "BEGIN",
        "SELECT id, kind,",
        "SAVEPOINT attempt",
        "UPDATE jobs SET",
        "COMMIT",
    ]);
});

test("what a failed attempt has written is taken back, and it is tried again later", async () => {
    const { pool, told } = database(0);
    const error = new Error("mail is away");
    await expect(
        workOnce(
            pool,
            handlers(() => Promise.reject(error)),
        ),
    ).resolves.toMatchObject({ outcome: "retried", error });
    expect(told.map(([sql]) => sql)).toContain("ROLLBACK TO SAVEPOINT");
    const update = told.find(([sql]) => sql === "UPDATE jobs SET");
    expect(update?.[1]).toEqual(["7", "queued", "Error: mail is away", expect.any(Number)]);
    expect(update?.[1]?.[3]).toBeGreaterThan(0);
});

test("the last attempt that fails is the end of it", async () => {
    const { pool, told } = database(MAX_ATTEMPTS - 1);
    await expect(
        workOnce(
            pool,
            handlers(() => Promise.reject(new Error("no"))),
        ),
    ).resolves.toMatchObject({ outcome: "dead" });
    expect(told.find(([sql]) => sql === "UPDATE jobs SET")?.[1]?.[1]).toBe("dead");
});

test("a loop that is stopped finishes what it is at", async () => {
    let finish: () => void = () => undefined;
    const started: string[] = [];
    const loop = startLoop(
        () =>
            new Promise((resolve) => {
                started.push("job");
                finish = () => resolve(true);
            }),
        () => undefined,
    );
    let stopped = false;
    const stopping = loop.stop().then(() => void (stopped = true));
    await new Promise(setImmediate);
    expect(stopped).toBe(false);
    finish();
    await stopping;
    expect(started).toEqual(["job"]);
});

test("a loop that is idle stops at once", async () => {
    const loop = startLoop(
        async () => false,
        () => undefined,
    );
    await new Promise(setImmediate);
    const start = performance.now();
    await loop.stop();
    expect(performance.now() - start).toBeLessThan(500);
});
