/** `api`: sessions and bookings over REST, from PostgreSQL. */
import path from "node:path";
import { databaseSettings, port, readConfig, serviceSettings } from "../shared/config";
import { createPool, poolConfig } from "../shared/database";
import { listenHttp } from "../shared/http";
import { listen, runService, stopOnSignal } from "../shared/lifecycle";
import { createLog } from "../shared/log";
import { createRegistry } from "../shared/metrics";
import { operationsServer } from "../shared/operations";
import { missingMigrations, readMigrations } from "./migrations";
import { createApi } from "./server";

const log = createLog("api");
const settings = serviceSettings.extend(databaseSettings.shape).extend({ HTTP_PORT: port(8080) });

runService(log, async () => {
    const config = readConfig(settings);
    const migrations = await readMigrations(path.join(__dirname, "migrations"));
    const pool = createPool(poolConfig(config, "bookings-api"), log);
    const registry = createRegistry("api");

    // One request for both: it needs the database, and says which migration it lacks.
    const notReady = async () => {
        const missing = await missingMigrations(pool, migrations);
        return missing.length ? `waiting for migrations: ${missing.join(", ")}` : undefined;
    };
    const operations = operationsServer({ registry, notReady });
    const parts = [
        { name: "database", stop: () => pool.end() },
        await listen("operations", operations, config.METRICS_PORT, config.LISTEN_ADDRESS),
        await listenHttp("http", createApi({ pool, log, registry }), config.HTTP_PORT, config.LISTEN_ADDRESS),
    ];
    stopOnSignal(log, parts);
    log.info("started", { version: config.APP_VERSION, stage: config.STAGE, httpPort: config.HTTP_PORT });
});
