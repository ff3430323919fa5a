/** CP6 « Gérer le stockage des données ». */
import { GRANTS } from "../../apps/api/grants";
import { homeAddress } from "../../infra/plan";
import { check, type Checks } from "../checks";
import type { Lab } from "../lab";
import {
    columnRights,
    effectiveRights,
    plannedRights,
    reach,
    startupWithoutTls,
    type ColumnRights,
} from "../postgresql";

/** Two servers of one room: more than this is a standby that has stopped, not one that is busy. */
const REPLAY_LIMIT_SECONDS = 10;

export function databaseServers(lab: Lab): { primary: string; standby: string } {
    const [primary, standby] = lab.servers.filter(({ role }) => role === "database").map(({ name }) => name);
    if (!primary || !standby) throw new Error("the specification has no two database servers");
    return { primary, standby };
}

/** Database of a stage of the sample application. */
export function databaseOf(stage: string): string {
    return `bookings_${stage}`;
}

/** Account with which the application of a stage works. */
export function accountOf(stage: string): string {
    return `bookings_${stage}_app`;
}

const operational = check({
    facts: {
        databases: { fr: "Chaque étape a sa base de données", en: "each stage has its database" },
        streaming: { fr: "Le réplica reçoit le flux du primaire", en: "the standby receives the primary's stream" },
        encrypted: { fr: "Le flux de réplication est chiffré", en: "the replication stream is encrypted" },
        replayed: {
            fr: "Ce qui est écrit sur le primaire est rejoué sur le réplica",
            en: "what is written on the primary is replayed on the standby",
        },
        readOnly: { fr: "Le réplica refuse les écritures", en: "the standby refuses writes" },
    },
    async look(lab, findings) {
        const { primary, standby } = databaseServers(lab);
        for (const server of [primary, standby]) {
            const rows = await lab.sql<{ name: string }>(
                server,
                "postgres",
                "SELECT datname AS name FROM pg_database WHERE NOT datistemplate AND datallowconn",
            );
            const names = rows.map(({ name }) => name);
            for (const stage of lab.stages) {
                findings.equal(
                    "databases",
                    `${server} ${databaseOf(stage)}`,
                    "present",
                    names.includes(databaseOf(stage)) ? "present" : "missing",
                );
            }
        }
        const [stream] = await lab.sql<{ state: string; address: string; tls: string | null }>(
            primary,
            "postgres",
            `SELECT r.state, host(r.client_addr) AS address, s.version AS tls
               FROM pg_stat_replication r LEFT JOIN pg_stat_ssl s USING (pid)`,
        );
        const address = homeAddress(lab.servers.find(({ name }) => name === standby)!);
        findings.equal(
            "streaming",
            `${primary} → ${standby}`,
            `streaming to ${address}`,
            stream ? `${stream.state} to ${stream.address}` : "no standby",
        );
        findings.that(
            "encrypted",
            `${primary} → ${standby}`,
            /^TLSv1\.[23]$/.test(stream?.tls ?? ""),
            "TLSv1.2 or TLSv1.3",
            stream?.tls ?? "no TLS",
        );
        await lookAtReplay(lab, primary, standby, (seen) => findings.equal("replayed", standby, "replayed", seen));
        const write = await lab.ssh(
            standby,
            "cd / && sudo -u postgres psql -X -d postgres -c 'CREATE TEMPORARY TABLE plateau_verify (id int)'",
        );
        findings.that(
            "readOnly",
            standby,
            /read-only transaction/.test(write.stderr),
            "read-only transaction",
            write.stderr.trim() || write.stdout.trim(),
        );
    },
});

/** Takes the primary's present position, then waits until the standby is there. */
async function lookAtReplay(lab: Lab, primary: string, standby: string, tell: (seen: string) => void): Promise<void> {
    // A restore point is a record of its own: without it, a position of an idle server would prove nothing.
    const [written] = await lab.sql<{ lsn: string }>(
        primary,
        "postgres",
        "SELECT pg_create_restore_point('plateau-verify')::text AS lsn",
    );
    const query = `SELECT pg_last_wal_replay_lsn() >= '${written!.lsn}'::pg_lsn AS there`;
    const replayed = lab.until(`${standby} at ${written!.lsn}`, REPLAY_LIMIT_SECONDS, async (again) => {
        const [row] = await again.sql<{ there: boolean }>(standby, "postgres", query);
        return row?.there ? "replayed" : undefined;
    });
    tell(await replayed.catch((error: Error) => error.message));
}

const rights = check({
    facts: {
        superusers: { fr: "postgres est le seul superutilisateur", en: "postgres is the only superuser" },
        passwords: { fr: "Les mots de passe sont hachés par SCRAM", en: "passwords are hashed by SCRAM" },
        tables: {
            fr: "Le compte de l'application a sur chaque table les droits prévus, et aucun autre",
            en: "the application's account has the planned rights on each table, and no other",
        },
        schema: {
            fr: "Le compte de l'application ne peut rien créer",
            en: "the application's account can create nothing",
        },
        apart: {
            fr: "Une étape n'a pas accès à la base d'une autre",
            en: "a stage has no access to another's database",
        },
        tls: { fr: "Une connexion sans TLS est refusée", en: "a connection without TLS is refused" },
    },
    async look(lab, findings) {
        const { primary } = databaseServers(lab);
        const [superusers] = await lab.sql<{ names: string }>(
            primary,
            "postgres",
            "SELECT string_agg(rolname, ' ' ORDER BY rolname) AS names FROM pg_roles WHERE rolsuper",
        );
        findings.equal("superusers", primary, "postgres", superusers?.names);
        const weak = await lab.sql<{ name: string }>(
            primary,
            "postgres",
            "SELECT rolname AS name FROM pg_authid WHERE rolpassword NOT LIKE 'SCRAM-SHA-256$%'",
        );
        findings.equal(
            "passwords",
            primary,
            "none without SCRAM",
            weak.length === 0 ? "none without SCRAM" : weak.map(({ name }) => name).join(" "),
        );
        for (const stage of lab.stages) {
            const [account, database] = [accountOf(stage), databaseOf(stage)];
            const seen = effectiveRights(await lab.sql<ColumnRights>(primary, database, columnRights(account)));
            const planned = plannedRights(GRANTS);
            for (const table of [...new Set([...planned.keys(), ...seen.keys()])].toSorted()) {
                findings.equal(
                    "tables",
                    `${account} ${table}`,
                    planned.get(table) ?? "none",
                    seen.get(table) ?? "none",
                );
            }
            const [row] = await lab.sql<{ creates: boolean; databases: string | null }>(
                primary,
                database,
                reach(account),
            );
            findings.equal("schema", account, "nothing", row?.creates ? "CREATE" : "nothing");
            findings.equal("apart", account, database, row?.databases ?? "none");
            await lookAtTls(lab, primary, stage, (seenText, ok) =>
                findings.that("tls", account, ok, "no encryption: refused", seenText),
            );
        }
    },
});

/** Asks for a connection without TLS from a worker, where the application runs; the server names its reason. */
async function lookAtTls(
    lab: Lab,
    primary: string,
    stage: string,
    tell: (seen: string, ok: boolean) => void,
): Promise<void> {
    const worker = lab.servers.find(({ role }) => role === "worker")!;
    const address = homeAddress(lab.servers.find(({ name }) => name === primary)!);
    const question = startupWithoutTls(address, accountOf(stage), databaseOf(stage));
    const answer = (await lab.shell(worker.name, question)).trim();
    tell(answer || "no answer", /no encryption|requires? (SSL|encryption)/i.test(answer));
}

export const cp6: Checks<"CP6.1" | "CP6.2"> = {
    /** « Les serveurs de données sont opérationnels » */
    "CP6.1": operational,
    /** « Les droits d'accès sont conformes au cahier des charges » */
    "CP6.2": rights,
};
