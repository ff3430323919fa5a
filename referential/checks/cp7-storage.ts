/** CP7.3 « Les containers sont connectés au stockage distant » : what users do is found on both databases. */
import { bookPlace, cancelBooking, stateOf } from "../bookings";
import { check, type Findings } from "../checks";
import type { Lab } from "../lab";
import { databaseOf, databaseServers } from "./cp6";

/** The worker looks for work every few seconds. */
const CONFIRMATION_LIMIT_SECONDS = 30;
const REPLICATION_LIMIT_SECONDS = 10;

export const connectedToStorage = check({
    facts: {
        written: {
            fr: "Une réservation faite en HTTPS est dans la base du primaire",
            en: "a booking made over HTTPS is in the primary's database",
        },
        replicated: { fr: "Elle est aussi dans la base du réplica", en: "it is in the standby's database as well" },
        worked: {
            fr: "Le service asynchrone l'a lue et confirmée",
            en: "the asynchronous service has read and confirmed it",
        },
        read: { fr: "La page la montre à l'utilisateur", en: "the page shows it to the user" },
        sessions: {
            fr: "La connexion des containers à la base est chiffrée",
            en: "the containers' connection to the database is encrypted",
        },
        volumes: { fr: "Les volumes demandés sont liés", en: "the volumes asked for are bound" },
    },
    alone: true,
    timeoutSeconds: 120,
    async look(lab, findings) {
        for (const stage of lab.stages) await lookAtBooking(lab, stage, findings);
        const claims = await lab.table(
            "persistentvolumeclaims",
            {
                namespace: ".metadata.namespace",
                name: ".metadata.name",
                phase: ".status.phase",
                volume: ".spec.volumeName",
            },
            "--all-namespaces",
        );
        for (const { namespace, name, phase } of claims)
            findings.equal("volumes", `${namespace}/${name}`, "Bound", phase);
    },
});

async function lookAtBooking(
    lab: Lab,
    stage: string,
    findings: Findings<"written" | "replicated" | "worked" | "read" | "sessions">,
): Promise<void> {
    const { primary, standby } = databaseServers(lab);
    const booking = await bookPlace(lab, stage);
    lab.afterwards((after) => cancelBooking(after, stage, booking.id));
    const row = (from: Lab, server: string) =>
        from.sql<{ email: string; state: string }>(
            server,
            databaseOf(stage),
            `SELECT learner_email AS email, state FROM bookings WHERE id = '${booking.id}'`,
        );
    const [written] = await row(lab, primary);
    findings.equal("written", `${stage} on ${primary}`, booking.email, written?.email);
    const replicated = lab.until(
        "the booking on the standby",
        REPLICATION_LIMIT_SECONDS,
        async (again) => (await row(again, standby))[0]?.email,
    );
    findings.equal(
        "replicated",
        `${stage} on ${standby}`,
        booking.email,
        await replicated.catch((error: Error) => error.message),
    );
    const confirmed = lab.until("the confirmation", CONFIRMATION_LIMIT_SECONDS, async (again) => {
        const state = (await row(again, primary))[0]?.state;
        return state === "pending" ? undefined : state;
    });
    findings.equal("worked", stage, "confirmed", await confirmed.catch((error: Error) => error.message));
    findings.equal(
        "read",
        `https://${lab.host(stage)}${booking.path}`,
        "confirmed",
        await stateOf(lab, stage, booking.id),
    );
    const [plain] = await lab.sql<{ all: number; plain: number }>(
        primary,
        "postgres",
        `SELECT count(*)::int AS all, (count(*) FILTER (WHERE NOT ssl))::int AS plain
           FROM pg_stat_activity JOIN pg_stat_ssl USING (pid)
          WHERE datname = '${databaseOf(stage)}' AND client_addr IS NOT NULL`,
    );
    const encrypted = plain !== undefined && plain.all > 0 && plain.plain === 0;
    findings.that(
        "sessions",
        stage,
        encrypted,
        "all over TLS",
        `${(plain?.all ?? 0) - (plain?.plain ?? 0)} of ${plain?.all ?? 0} over TLS`,
    );
}
