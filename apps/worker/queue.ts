/** The queue in the database: one transaction takes a job, does it and marks it, so a crash leaves it as it was. */
import type { Pool, PoolClient } from "pg";
import { transaction } from "../shared/database";
import type { JobKind } from "../shared/jobs";
import { nextDelayMs } from "./backoff";

export interface Job {
    readonly id: string;
    readonly kind: JobKind;
    readonly bookingId: string;
    /** Attempts that failed before this one. */
    readonly attempts: number;
}

/** Does one kind of job, with the connection of the job's own transaction. */
export type Handler = (client: PoolClient, bookingId: string) => Promise<void>;

export type Outcome = "done" | "retried" | "dead";

export interface Result {
    readonly job: Job;
    readonly outcome: Outcome;
    /** Why it is not done. */
    readonly error?: unknown;
    readonly seconds: number;
}

/**
 * Does the next job that is due, if there is one. Several workers can call this at once: each skips what others hold.
 * @throws when the database fails; the job is then still queued
 */
export async function workOnce(pool: Pool, handlers: Record<JobKind, Handler>): Promise<Result | undefined> {
    return transaction(pool, async (client) => {
        const job = await takeJob(client);
        if (!job) return undefined;
        const start = performance.now();
        const error = await attempt(client, () => handlers[job.kind](client, job.bookingId));
        const outcome = error === undefined ? await finish(client, job) : await postpone(client, job, error);
        return { job, outcome, error, seconds: (performance.now() - start) / 1000 };
    });
}

async function takeJob(client: PoolClient): Promise<Job | undefined> {
    const { rows } = await client.query<Job>(`
        SELECT id, kind, booking_id AS "bookingId", attempts FROM jobs
        WHERE state = 'queued' AND run_at <= now() ORDER BY run_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`);
    return rows[0];
}

/** What a failed attempt has written is taken back; the transaction, which holds the job, lives on. */
async function attempt(client: PoolClient, work: () => Promise<void>): Promise<unknown> {
    await client.query("SAVEPOINT attempt");
    try {
        await work();
        return undefined;
    } catch (error) {
        await client.query("ROLLBACK TO SAVEPOINT attempt");
        return error ?? new Error("failed without a reason");
    }
}

async function finish(client: PoolClient, job: Job): Promise<Outcome> {
    await client.query("UPDATE jobs SET state = 'done', attempts = attempts + 1, finished_at = now() WHERE id = $1", [
        job.id,
    ]);
    return "done";
}

async function postpone(client: PoolClient, job: Job, error: unknown): Promise<Outcome> {
    const delayMs = nextDelayMs(job.attempts + 1);
    const state = delayMs === undefined ? "dead" : "queued";
    await client.query(
        `UPDATE jobs SET state = $2, attempts = attempts + 1, last_error = $3, run_at = now() + $4 * interval '1 ms',
             finished_at = CASE WHEN $2 = 'dead' THEN now() END
         WHERE id = $1`,
        [job.id, state, String(error).slice(0, 500), delayMs ?? 0],
    );
    return delayMs === undefined ? "dead" : "retried";
}
