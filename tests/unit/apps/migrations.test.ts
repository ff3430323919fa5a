import path from "node:path";
import type { Pool } from "pg";
import { GRANTS } from "../../../apps/api/grants";
import { migrate, missingMigrations, readMigrations, type Migration } from "../../../apps/api/migrations";

const known: Migration[] = [
    { name: "0001_a", sql: "CREATE a", digest: "da" },
    { name: "0002_b", sql: "CREATE b", digest: "db" },
];

function database(applied: { name: string; digest: string }[]) {
    const told: string[] = [];
    const query = async (sql: string) => {
        told.push(sql);
        return { rows: sql.startsWith("SELECT name") ? applied : [] };
    };
    const client = { query, release: () => undefined, escapeIdentifier: (name: string) => `"${name}"` };
    return { told, pool: { query, connect: async () => client } as unknown as Pool };
}

test("the repository's migrations are numbered without a gap, and every table has its rights", async () => {
    const migrations = await readMigrations(path.join(__dirname, "../../../apps/api/migrations"));
    expect(migrations.map(({ name }) => Number(name.slice(0, 4)))).toEqual(migrations.map((_, i) => i + 1));
    const tables = migrations.flatMap(({ sql }) => [...sql.matchAll(/CREATE TABLE (\w+)/g)].map(([, table]) => table!));
    expect(Object.keys(GRANTS).sort()).toEqual([...tables, "schema_migrations"].sort());
});

test("the application's role neither deletes nor changes the schema", () => {
    for (const rights of Object.values(GRANTS))
        expect(rights).not.toMatch(/DELETE|TRUNCATE|ALL|TRIGGER|REFERENCES|OPTION/);
});

test("applies what is missing, in order, in one transaction under a lock", async () => {
    const { pool, told } = database([{ name: "0001_a", digest: "da" }]);
    await expect(migrate(pool, known, "app")).resolves.toEqual(["0002_b"]);
    expect(told).not.toContain("CREATE a");
    expect([told[0], told[1], told.at(-1)]).toEqual(["BEGIN", "SELECT pg_advisory_xact_lock($1)", "COMMIT"]);
    expect(told).toContain('GRANT SELECT ON courses TO "app"');
});

test("refuses a migration that was edited after it had been applied", async () => {
    const { pool, told } = database([{ name: "0001_a", digest: "other" }]);
    await expect(migrate(pool, known, "app")).rejects.toThrow("0001_a was changed after it had been applied");
    expect(told).not.toContain("CREATE b");
    expect(told.at(-1)).toBe("ROLLBACK");
});

test("says what is missing", async () => {
    await expect(missingMigrations(database([{ name: "0002_b", digest: "db" }]).pool, known)).resolves.toEqual([
        "0001_a",
    ]);
});
