/** `migrate`: run to its end before the api starts, as the role that owns the tables. Safe to run again. */
import path from "node:path";
import { z } from "zod";
import { databaseSettings, readConfig } from "../shared/config";
import { createPool, poolConfig } from "../shared/database";
import { runService } from "../shared/lifecycle";
import { createLog } from "../shared/log";
import { migrate, readMigrations } from "./migrations";

const log = createLog("migrate");

runService(log, async () => {
    const settings = readConfig(databaseSettings.extend({ APP_ROLE: z.string().min(1) }));
    const config = poolConfig(settings, "bookings-migrate");
    // A change of a large table may take longer than a page may: no limit for a statement here, the Job has its own.
    const pool = createPool({ ...config, max: 1, statement_timeout: 0 }, log);
    try {
        const applied = await migrate(
            pool,
            await readMigrations(path.join(__dirname, "migrations")),
            settings.APP_ROLE,
        );
        log.info("database is up to date", { applied: applied.join(" ") || "nothing" });
    } finally {
        await pool.end();
    }
});
