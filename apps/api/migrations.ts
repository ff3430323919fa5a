/** Brings a database to the version that the application wants: SQL files in the order of their names, each once. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Pool, PoolClient } from "pg";
import { transaction } from "../shared/database";
import { GRANTS } from "./grants";

export interface Migration {
    /** File name without its ending: "0001_bookings". */
    readonly name: string;
    readonly sql: string;
    /** SHA-256 of the text. A migration that was applied is history: it is never edited, another one follows. */
    readonly digest: string;
}

/** Two runs at once wait for each other on this number, which has no other meaning. */
const LOCK = 7_402_611;

/** Next to the program that was started, in the repository as in the image. */
export async function readMigrations(directory: string): Promise<Migration[]> {
    const files = (await readdir(directory)).filter((file) => file.endsWith(".sql")).sort();
    return Promise.all(
        files.map(async (file) => {
            const sql = await readFile(path.join(directory, file), "utf8");
            return { name: path.basename(file, ".sql"), sql, digest: createHash("sha256").update(sql).digest("hex") };
        }),
    );
}

/**
 * Applies what is missing, and gives the application's role its rights, all in one transaction.
 * @returns names of the migrations applied, none when the database was up to date
 * @throws when an applied migration is not the one that is known by this name
 */
export async function migrate(pool: Pool, migrations: readonly Migration[], appRole: string): Promise<string[]> {
    return transaction(pool, async (client) => {
        await client.query("SELECT pg_advisory_xact_lock($1)", [LOCK]);
        await client.query(`CREATE TABLE IF NOT EXISTS schema_migrations (
            name text PRIMARY KEY, digest text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
        const applied = await appliedMigrations(client);
        const altered = migrations.find((m) => applied.has(m.name) && applied.get(m.name) !== m.digest);
        if (altered)
            throw new Error(`Migration ${altered.name} was changed after it had been applied. Add a new one instead.`);

        const missing = migrations.filter((m) => !applied.has(m.name));
        for (const { name, sql, digest } of missing) {
            await client.query(sql);
            await client.query("INSERT INTO schema_migrations (name, digest) VALUES ($1, $2)", [name, digest]);
        }
        const role = client.escapeIdentifier(appRole);
        await client.query(`GRANT USAGE ON SCHEMA public TO ${role}`);
        for (const [table, rights] of Object.entries(GRANTS)) {
            await client.query(`REVOKE ALL ON ${table} FROM ${role}`);
            await client.query(`GRANT ${rights} ON ${table} TO ${role}`);
        }
        return missing.map((m) => m.name);
    });
}

/** Names of known migrations that the database lacks. */
export async function missingMigrations(pool: Pool, migrations: readonly Migration[]): Promise<string[]> {
    const applied = await appliedMigrations(pool);
    return migrations.filter((m) => !applied.has(m.name)).map((m) => m.name);
}

async function appliedMigrations(database: Pool | PoolClient): Promise<Map<string, string>> {
    const { rows } = await database.query<{ name: string; digest: string }>(
        "SELECT name, digest FROM schema_migrations",
    );
    return new Map(rows.map(({ name, digest }) => [name, digest]));
}
