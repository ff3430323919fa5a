/** The connection to PostgreSQL: always TLS, always with the server's name checked, never waiting for ever. */
import { Pool, type PoolClient, type PoolConfig } from "pg";
import type { z } from "zod";
import type { databaseSettings } from "./config";
import type { Log } from "./log";

/** Whoever waits for a page has gone after 5 s; a statement that goes on only holds its locks. */
const STATEMENT_TIMEOUT_MS = 5_000;
const CONNECT_TIMEOUT_MS = 3_000;

/** A handful of connections serves hundreds of requests a second, and three stages share one server's hundred. */
const POOL_SIZE = 5;

/** What `pg` is told: the equivalent of `sslmode=verify-full`. */
export function poolConfig(settings: z.infer<typeof databaseSettings>, applicationName: string): PoolConfig {
    return {
        host: settings.DATABASE_HOST,
        port: settings.DATABASE_PORT,
        database: settings.DATABASE_NAME,
        user: settings.DATABASE_USER,
        password: settings.DATABASE_PASSWORD_FILE,
        // Without `host`, Node.js checks a certificate against "localhost" when the server is given by its address.
        ssl: {
            ca: settings.DATABASE_CA_FILE,
            rejectUnauthorized: true,
            host: settings.DATABASE_HOST,
            minVersion: "TLSv1.2",
        },
        application_name: applicationName,
        max: POOL_SIZE,
        connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
        statement_timeout: STATEMENT_TIMEOUT_MS,
        idle_in_transaction_session_timeout: 2 * STATEMENT_TIMEOUT_MS,
    };
}

/** A pool that survives the loss of its server: an idle connection that breaks is logged and replaced. */
export function createPool(config: PoolConfig, log: Log): Pool {
    const pool = new Pool(config);
    pool.on("error", (error) =>
        log.warn("idle database connection lost", { code: (error as NodeJS.ErrnoException).code }),
    );
    return pool;
}

/** Runs `work` in one transaction: all of it, or nothing. */
export async function transaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    try {
        await client.query("BEGIN");
        const result = await work(client);
        await client.query("COMMIT");
        client.release();
        return result;
    } catch (error) {
        const lost = await client.query("ROLLBACK").then(
            () => undefined,
            (failure: Error) => failure,
        );
        client.release(lost); // a connection that cannot even roll back is thrown away
        throw error;
    }
}

/** SQLSTATE classes and codes that mean "not now": connection lost, server starting or stopping, no resources left. */
const UNAVAILABLE = /^(08|53|57P|ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE)/;

/** Whether an error says that the database cannot be used at the moment, rather than that the request was wrong. */
export function isUnavailable(error: unknown): boolean {
    const { code, message } = error as { code?: string; message?: string };
    return (
        UNAVAILABLE.test(code ?? "") ||
        /timeout exceeded when trying to connect|Connection terminated/.test(message ?? "")
    );
}
