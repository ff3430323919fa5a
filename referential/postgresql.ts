/** What a role may really do in PostgreSQL, and the first words of its protocol. */

/** One right on one column of a table; a role's rights may come from itself, its groups or PUBLIC. */
export interface ColumnRights {
    readonly table: string;
    readonly column: string;
    readonly rights: readonly string[];
}

/** Query for a role's effective rights on every column of the schema `public`. */
export function columnRights(role: string): string {
    const right = (name: string): string =>
        `CASE WHEN has_column_privilege('${role}', c.oid, a.attnum, '${name}') THEN '${name}' END`;
    const whole = (name: string): string =>
        `CASE WHEN has_table_privilege('${role}', c.oid, '${name}') THEN '${name}' END`;
    const all = [...["SELECT", "INSERT", "UPDATE"].map(right), ...["DELETE", "TRUNCATE"].map(whole)].join(", ");
    return `SELECT c.relname AS table, a.attname AS column, array_remove(ARRAY[${all}], NULL) AS rights
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`;
}

/** Query whether a role can create anything in this database, and which of the application's databases it may open. */
export function reach(role: string): string {
    return `SELECT has_schema_privilege('${role}', 'public', 'CREATE')
        OR has_database_privilege('${role}', current_database(), 'CREATE') AS creates,
      (SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database
        WHERE NOT datistemplate AND datname <> 'postgres'
          AND has_database_privilege('${role}', datname, 'CONNECT')) AS databases`;
}

const ORDER = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"];

/** By table: "SELECT, INSERT, UPDATE (state)"; a right on all columns is written without them. */
export function effectiveRights(columns: readonly ColumnRights[]): Map<string, string> {
    const tables = [...new Set(columns.map(({ table }) => table))];
    return new Map(tables.map((name) => [name, describe(columns.filter(({ table }) => table === name))]));
}

function describe(columns: readonly ColumnRights[]): string {
    const words = ORDER.flatMap((right) => {
        const granted = columns.filter(({ rights }) => rights.includes(right)).map(({ column }) => column);
        if (granted.length === 0) return [];
        return [granted.length === columns.length ? right : `${right} (${granted.toSorted().join(", ")})`];
    });
    return words.join(", ") || "none";
}

/** The same form for what the specification grants: `{ bookings: "SELECT, UPDATE (state, confirmed_at)" }`. */
export function plannedRights(grants: Readonly<Record<string, string>>): Map<string, string> {
    const sorted = (grant: string): string =>
        grant.replaceAll(
            /\(([^)]*)\)/g,
            (_, columns: string) =>
                `(${columns
                    .split(",")
                    .map((c) => c.trim())
                    .toSorted()
                    .join(", ")})`,
        );
    return new Map(Object.entries(grants).map(([table, grant]) => [table, sorted(grant)]));
}

/**
 * Shell command that asks for a connection without TLS and prints what the server answers, as text.
 * A server that insists on TLS answers with an error that says so; one that does not asks for the password.
 */
export function startupWithoutTls(address: string, user: string, database: string): string {
    const parameters = Buffer.from(`user\0${user}\0database\0${database}\0\0`);
    const header = Buffer.alloc(8);
    header.writeInt32BE(8 + parameters.length, 0);
    header.writeInt32BE(0x0003_0000, 4); // protocol 3.0
    const octal = [...Buffer.concat([header, parameters])]
        .map((byte) => `\\${byte.toString(8).padStart(3, "0")}`)
        .join("");
    const talk = `exec 3<>/dev/tcp/${address}/5432; printf "${octal}" >&3; timeout 3 head -c 400 <&3`;
    return `timeout 5 bash -c '${talk}' | tr -dc "[:print:]"`;
}
