/** Where PostgreSQL's own programs are run for a stage, and as whom: by target. */
import * as fs from "node:fs/promises";
import { shellQuote } from "../../referential/lab";
import type { Inside } from "./inside";
import { databaseOf, ownerOf } from "./restore-sql";

export interface DatabaseWay {
    /** Server on which they run. */
    readonly server: string;
    /** What the command wants on its standard input before all else: a password is in no argument. */
    readonly first: string;
    /** As a shell on that server takes it. */
    command(program: string): string;
}

/** What the playbooks were given, as far as it leads into a managed database. */
interface Variables {
    readonly database: { readonly stages: Readonly<Record<string, { readonly owner_password: string }>> };
    readonly managed_databases?: Readonly<Record<string, { readonly host: string }>>;
}

/** Where the role managed_databases puts the authorities of the servers. */
const authorityOf = (stage: string): string => `/etc/ssl/certs/${stage}.pem`;

export async function wayTo({ access, lab }: Pick<Inside, "access" | "lab">, stage: string): Promise<DatabaseWay> {
    const primary = lab.servers.find(({ role }) => role === "database")?.name;
    if (primary) return asAdministrator(primary);
    const { database, managed_databases: managed = {} } = JSON.parse(await fs.readFile(access.ansible.variablesFile, "utf8")) as Variables;
    const bastion = lab.servers.find(({ role }) => role === "bastion")!.name;
    return asOwner(bastion, stage, managed[stage]!.host, database.stages[stage]!.owner_password);
}

/** On the server of a database that the environment operates itself: the first of them, for there the writes go. */
function asAdministrator(server: string): DatabaseWay {
    return { server, first: "", command: (program) => `cd / && sudo -u postgres ${program}` };
}

/** From the bastion, over TLS, as the role that owns everything in the stage's database: a managed server has no superuser. */
export function asOwner(server: string, stage: string, host: string, password: string): DatabaseWay {
    const settings = { PGHOST: host, PGUSER: ownerOf(stage), PGDATABASE: databaseOf(stage), PGSSLMODE: "verify-full", PGSSLROOTCERT: authorityOf(stage), PGCONNECT_TIMEOUT: "30" };
    const variables = Object.entries(settings).map(([name, value]) => `${name}=${shellQuote(value)}`);
    return { server, first: `${password}\n`, command: (program) => `IFS= read -r PGPASSWORD && export PGPASSWORD ${variables.join(" ")} && ${program}` };
}
