/** A report with one criterion of each status, and values that only come out right if they are escaped. */
import { CURRENT_EDITION } from "../../../referential/editions";
import type { CriterionReport, Report } from "../../../referential/report";

export const HOSTILE = `<script>alert("1")</script> & 'quoted' \u001b[31mred\u001b[0m`;

const base = { expected: "", seen: "", findings: [], evidence: [], durationMs: 0 };

const failed: CriterionReport = {
    ...base,
    id: "CP2.1",
    competency: "CP2",
    text: { fr: "Les serveurs déployés sont fonctionnels", en: "The deployed servers work" },
    status: "failed",
    seen: `db-1: the server answers: expected db-1, seen ${HOSTILE}`,
    durationMs: 1234,
    findings: [
        {
            fact: { fr: "Le serveur répond", en: "the server answers" },
            subject: "bastion",
            ok: true,
            expected: "bastion",
            seen: "bastion",
        },
        {
            fact: { fr: "Le serveur répond", en: "the server answers" },
            subject: "db-1",
            ok: false,
            expected: "db-1",
            seen: HOSTILE,
        },
    ],
    evidence: [
        {
            command: `ssh db-1 'echo "${HOSTILE}"'`,
            output: HOSTILE,
            startedAt: "2026-11-24T09:00:01.500Z",
            durationMs: 42,
            sha256: "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
            times: 3,
        },
    ],
};

const demonstrated: CriterionReport = {
    ...failed,
    id: "CP7.2",
    competency: "CP7",
    text: { fr: "Les containers sont connectés au réseau", en: "The containers are connected to the network" },
    status: "demonstrated",
    seen: "all 1 findings hold",
    findings: failed.findings.slice(0, 1),
    later: { fr: "Les pannes de réseau provoquées.", en: "Network faults on purpose." },
};

const open: CriterionReport = {
    ...base,
    id: "CP11.1",
    competency: "CP11",
    text: {
        fr: "Les articles trouvés sont correctement interprétés",
        en: "The articles found are interpreted correctly",
    },
    status: "not demonstrated",
    later: { fr: "Le dossier du candidat.", en: "The candidate's file." },
};

export const exampleReport: Report = {
    edition: CURRENT_EDITION,
    environment: "demo",
    startedAt: "2026-11-24T09:00:00.000Z",
    durationMs: 61_000,
    criteria: [failed, demonstrated, open],
};
