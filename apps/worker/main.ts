/** `worker`: confirms bookings and writes notifications, from the queue in the database. */
import { databaseSettings, readConfig, serviceSettings } from "../shared/config";
import { createPool, poolConfig } from "../shared/database";
import { listen, runService, stopOnSignal } from "../shared/lifecycle";
import { createLog } from "../shared/log";
import { createRegistry } from "../shared/metrics";
import { operationsServer } from "../shared/operations";
import { HANDLERS } from "./handlers";
import { startLoop } from "./loop";
import { createJobMetrics } from "./metrics";
import { workOnce, type Result } from "./queue";

const log = createLog("worker");

runService(log, async () => {
    const config = readConfig(serviceSettings.extend(databaseSettings.shape));
    const pool = createPool(poolConfig(config, "bookings-worker"), log);
    const registry = createRegistry("worker");
    const metrics = createJobMetrics(registry, pool);

    const notReady = async () => {
        await pool.query("SELECT FROM jobs LIMIT 1");
        return undefined;
    };
    const work = async () => {
        const result = await workOnce(pool, HANDLERS);
        if (result) {
            metrics.observe(result);
            report(result);
        }
        return result !== undefined;
    };
    const parts = [
        { name: "database", stop: () => pool.end() },
        await listen(
            "operations",
            operationsServer({ registry, notReady }),
            config.METRICS_PORT,
            config.LISTEN_ADDRESS,
        ),
        startLoop(work, (error) => log.error("queue cannot be read", error)),
    ];
    stopOnSignal(log, parts);
    log.info("started", { version: config.APP_VERSION, stage: config.STAGE });
});

function report({ job, outcome, error, seconds }: Result): void {
    const fields = { job: job.id, kind: job.kind, outcome, milliseconds: Math.round(seconds * 1000) };
    if (error === undefined) log.info("job", fields);
    else log.error("job failed", error, fields);
}
