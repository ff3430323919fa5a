/** The stages' databases: dumped and filled by PostgreSQL's own programs. */
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { shellQuote } from "../../referential/lab";
import { CommandError } from "../../setup/run";
import { UserError } from "../errors";
import { wayTo } from "./database-way";
import { readFrom, writeTo, type Inside } from "./inside";
import { databaseOf, epilogue, prologue } from "./restore-sql";

/** What is in a stage's database before an import. */
export interface Content {
    /** Somebody has booked there, or it has tables that are none of the application's. */
    readonly used: boolean;
    /** The export that it was filled from, by the digest of its manifest; empty where it never was. */
    readonly origin: string;
}

export async function dump(place: Inside, stage: string, consume: (output: Readable) => Promise<void>): Promise<void> {
    const { server, first, command } = await wayTo(place, stage);
    await readFrom(place, server, command(`pg_dump --format=custom --dbname=${databaseOf(stage)}`), first, consume);
}

/** Names of the migrations that a stage's database has had. */
export async function migrationsOf(place: Inside, stage: string): Promise<string[]> {
    const rows = await ask<{ name: string }>(place, stage, "SELECT name FROM schema_migrations ORDER BY name");
    return rows.map(({ name }) => name);
}

export async function contentOf(place: Inside, stage: string): Promise<Content> {
    const [about] = await ask<{ origin: string | null; tables: number; bookings: boolean }>(place, stage, `
        SELECT (SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()) AS origin,
          (SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r') AS tables,
          to_regclass('public.bookings') IS NOT NULL AS bookings`);
    const { origin, tables, bookings } = about!;
    // The catalogue of courses is there from the start: only a booking is somebody's.
    const used = bookings ? (await ask<{ used: boolean }>(place, stage, "SELECT EXISTS (SELECT FROM bookings) AS used"))[0]!.used : tables > 0;
    return { used, origin: origin ?? "" };
}

async function ask<Row extends object>(place: Inside, stage: string, query: string): Promise<Row[]> {
    const { server, first, command } = await wayTo(place, stage);
    return place.lab.rows<Row>(server, command, databaseOf(stage), query, first);
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
    const { server, first, command } = await wayTo(place, stage);
    try {
        await writeTo(place, server, command(`bash -o pipefail -c ${shellQuote(`${script} | ${psql}`)}`), (input) => {
            input.write(first);
            return pipeline(content, input);
        });
    } catch (error) {
        place.signal.throwIfAborted();
        if (!(error instanceof CommandError)) throw error;
        throw new UserError("IMPORT_FAILED", `The database of ${stage} could not be filled, and is as it was.`, error.output);
    }
}
