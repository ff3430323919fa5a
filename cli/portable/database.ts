/** The stages' databases: dumped and filled by PostgreSQL's own programs on the primary, where their administrator may. */
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { shellQuote } from "../../referential/lab";
import { CommandError } from "../../setup/run";
import { UserError } from "../errors";
import { readFrom, writeTo, type Inside } from "./inside";
import { databaseOf, epilogue, prologue } from "./restore-sql";

/** What is in a stage's database before an import. */
export interface Content {
    /** Somebody has booked there, or it has tables that are none of the application's. */
    readonly used: boolean;
    /** The export that it was filled from, by the digest of its manifest; empty where it never was. */
    readonly origin: string;
}

/** Where the first database server stands, there the writes go. */
const primaryOf = ({ lab }: Pick<Inside, "lab">): string => lab.servers.find(({ role }) => role === "database")!.name;

const asAdministrator = (command: string): string => `cd / && sudo -u postgres ${command}`;

export function dump(place: Inside, stage: string, consume: (output: Readable) => Promise<void>): Promise<void> {
    return readFrom(place, primaryOf(place), asAdministrator(`pg_dump --format=custom --dbname=${databaseOf(stage)}`), consume);
}

/** Names of the migrations that a stage's database has had. */
export async function migrationsOf({ lab }: Inside, stage: string): Promise<string[]> {
    const rows = await lab.sql<{ name: string }>(primaryOf({ lab }), databaseOf(stage), "SELECT name FROM schema_migrations ORDER BY name");
    return rows.map(({ name }) => name);
}

export async function contentOf({ lab }: Inside, stage: string): Promise<Content> {
    const ask = <T extends object>(query: string) => lab.sql<T>(primaryOf({ lab }), databaseOf(stage), query);
    const [about] = await ask<{ origin: string | null; tables: number; bookings: boolean }>(`
        SELECT (SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()) AS origin,
          (SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r') AS tables,
          to_regclass('public.bookings') IS NOT NULL AS bookings`);
    const { origin, tables, bookings } = about!;
    // The catalogue of courses is there from the start: only a booking is somebody's.
    const used = bookings ? (await ask<{ used: boolean }>("SELECT EXISTS (SELECT FROM bookings) AS used"))[0]!.used : tables > 0;
    return { used, origin: origin ?? "" };
}

/**
 * Replaces a stage's content by that of a dump, in one transaction: whatever interrupts it, the old content is whole.
 * @param origin kept with the content, so that a second run knows that it is there
 * @throws UserError with PostgreSQL's own words
 */
export async function restore(place: Inside, stage: string, origin: string, content: Readable): Promise<void> {
    // Without the last line, which only a whole dump is followed by, nothing is committed.
    const script = `{ printf %s ${shellQuote(prologue(stage))} && pg_restore --no-owner --no-privileges --file=- && printf %s ${shellQuote(epilogue(stage, origin))}; }`;
    const psql = `psql --no-psqlrc --quiet --output=/dev/null --set=ON_ERROR_STOP=1 --dbname=${databaseOf(stage)}`;
    const command = asAdministrator(`bash -o pipefail -c ${shellQuote(`${script} | ${psql}`)}`);
    try {
        await writeTo(place, primaryOf(place), command, (input) => pipeline(content, input));
    } catch (error) {
        place.signal.throwIfAborted();
        if (!(error instanceof CommandError)) throw error;
        throw new UserError("IMPORT_FAILED", `The database of ${stage} could not be filled, and is as it was.`, error.output);
    }
}
