/** What the worker tells about itself and about its queue. */
import type { Pool } from "pg";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { DURATION_BUCKETS_SECONDS } from "../shared/metrics";
import type { Result } from "./queue";

export interface JobMetrics {
    observe(result: Result): void;
}

const COUNT = `
    SELECT count(*) FILTER (WHERE state = 'queued')::int AS queued, count(*) FILTER (WHERE state = 'dead')::int AS dead
    FROM jobs WHERE state <> 'done'`;
const OLDEST = `
    SELECT coalesce(extract(epoch FROM now() - min(run_at)), 0)::float8 AS seconds
    FROM jobs WHERE state = 'queued' AND run_at <= now()`;

/**
 * The queue is counted in the database at each scrape: every worker tells the same, so rules take the maximum.
 * Without the database there is no count; the rest of the metrics still has to come, above all then.
 */
export function createJobMetrics(registry: Registry, pool: Pool): JobMetrics {
    const registers = [registry];
    const ask = async (sql: string): Promise<Record<string, number>> =>
        pool.query<Record<string, number>>(sql).then(
            ({ rows }) => rows[0]!,
            () => ({}),
        );
    const processed = new Counter({
        name: "jobs_processed_total",
        help: "Attempts at jobs by kind and outcome (done, retried, dead).",
        labelNames: ["kind", "outcome"],
        registers,
    });
    const duration = new Histogram({
        name: "job_duration_seconds",
        help: "Duration of an attempt at a job.",
        labelNames: ["kind"],
        buckets: DURATION_BUCKETS_SECONDS,
        registers,
    });
    new Gauge({
        name: "jobs",
        help: "Jobs that wait to be done (queued) or were given up after the last attempt (dead).",
        labelNames: ["state"],
        registers,
        async collect() {
            this.reset();
            for (const [state, count] of Object.entries(await ask(COUNT))) this.set({ state }, count);
        },
    });
    new Gauge({
        name: "jobs_oldest_due_seconds",
        help: "How long the oldest job that can be done has been waiting.",
        registers,
        async collect() {
            this.set((await ask(OLDEST))["seconds"] ?? NaN);
        },
    });
    return {
        observe({ job: { kind }, outcome, seconds }) {
            processed.inc({ kind, outcome });
            duration.observe({ kind }, seconds);
        },
    };
}
