/** CP10.2 « Les alertes sont correctement interprétées » : an alert says what it means and reaches its team. */
import { check, type Findings } from "../checks";
import type { Lab } from "../lab";
import { alertsOf, rulesOf, type AlertingRule } from "../monitoring";
import { pause } from "../wait";

/** What a runbook has to say; the French headings stand in the French one. */
const SECTIONS = ["Meaning", "Impact", "Diagnosis", "Mitigation"];

/** An alert that another check has brought to the brink is gone after a round of scraping and evaluating. */
const SILENCE_LIMIT_SECONDS = 90;

/** Alertmanager groups what arrives; receivers are known at once. */
const ROUTING_LIMIT_SECONDS = 10;

/** Name of the alerts that this check makes; nobody is to be woken up by one. */
const TRIAL = "PlateauVerification";

export const interpreted = check({
    facts: {
        connected: {
            fr: "Prometheus transmet ses alertes à Alertmanager",
            en: "Prometheus sends its alerts to Alertmanager",
        },
        explained: {
            fr: "L'alerte dit sa gravité, son équipe, son sens et sa fiche réflexe",
            en: "the alert states severity, team, meaning and runbook",
        },
        runbook: {
            fr: "La fiche réflexe existe et guide du sens au rétablissement",
            en: "the runbook exists and leads from meaning to mitigation",
        },
        routed: {
            fr: "Une alerte d'essai parvient à l'équipe qu'elle nomme",
            en: "a trial alert reaches the team that it names",
        },
        silent: { fr: "Aucune alerte ne sonne ni ne s'apprête à sonner", en: "no alert fires or is about to" },
    },
    alone: true,
    timeoutSeconds: 180,
    async look(lab, findings) {
        const { activeAlertmanagers } = await lab.prometheusApi<{ activeAlertmanagers: { url: string }[] }>(
            "/api/v1/alertmanagers",
        );
        findings.that(
            "connected",
            "Prometheus",
            activeAlertmanagers.length > 0,
            "at least 1",
            activeAlertmanagers.map(({ url }) => url).join(", ") || "none",
        );
        const alerting = (await rulesOf(lab)).filter(({ type }) => type === "alerting");
        for (const rule of alerting) await lookAtRule(lab, rule, findings);
        await lookAtRouting(lab, alerting, findings);
        await lookAtSilence(lab, findings);
    },
});

async function lookAtRule(
    lab: Lab,
    { name, labels, annotations }: AlertingRule,
    findings: Findings<"explained" | "runbook">,
): Promise<void> {
    const said = {
        severity: labels["severity"],
        team: labels["team"],
        ...pick(annotations, ["summary", "description", "runbook_url"]),
    };
    const missing = Object.entries(said)
        .filter(([, value]) => !value)
        .map(([key]) => key);
    findings.equal("explained", name, "complete", missing.length === 0 ? "complete" : `without ${missing.join(", ")}`);
    const path = runbookPath(annotations["runbook_url"] ?? "");
    const text = await lab.readFile(path).catch(() => undefined);
    const empty = text === undefined ? ["file"] : emptySections(text);
    findings.equal(
        "runbook",
        `${name}: ${path}`,
        "complete",
        empty.length === 0 ? "complete" : `without ${empty.join(", ")}`,
    );
}

function pick(from: Readonly<Record<string, string>>, keys: readonly string[]): Record<string, string | undefined> {
    return Object.fromEntries(keys.map((key) => [key, from[key]]));
}

/** Path in the repository of the page that an alert links to. */
export function runbookPath(url: string): string {
    return url.replace(/^.*?(?=monitoring\/)/, "").replace(/[?#].*$/, "");
}

/** Sections that a runbook lacks or leaves empty. */
export function emptySections(text: string): string[] {
    return SECTIONS.filter((section) => {
        const body = new RegExp(`^#+ [^\\n]*\\b${section}\\b[^\\n]*\\n([\\s\\S]*?)(?=^#|$(?![\\s\\S]))`, "m").exec(text)?.[1];
        return !body || body.trim() === "";
    });
}

/** One trial for each team and severity that a rule names, each ended after a minute or as soon as it was seen. */
async function lookAtRouting(lab: Lab, rules: readonly AlertingRule[], findings: Findings<"routed">): Promise<void> {
    const pairs = [...new Set(rules.map(({ labels }) => `${labels["team"]} ${labels["severity"]}`))].toSorted();
    const raise = (on: Lab, end: Date) =>
        Promise.all(
            pairs.map((pair) => {
                const [team, severity] = pair.split(" ") as [string, string];
                return on.raiseAlert({ alertname: TRIAL, team, severity }, "A trial of plateau verify", end);
            }),
        );
    lab.afterwards(async (after) => void (await raise(after, new Date())));
    await raise(lab, new Date(Date.now() + 60_000));
    const seen = await lab.until(
        `${pairs.length} trial alerts in Alertmanager`,
        ROUTING_LIMIT_SECONDS,
        async (again) => {
            const filter = encodeURIComponent(`alertname="${TRIAL}"`);
            const alerts = await again.alertmanager<RoutedAlert[]>(`/api/v2/alerts?filter=${filter}`);
            return alerts.length >= pairs.length ? alerts : undefined;
        },
    );
    for (const pair of pairs) {
        const alert = seen.find(({ labels }) => `${labels["team"]} ${labels["severity"]}` === pair);
        const receivers = alert?.receivers.map(({ name }) => name).join(", ") ?? "nobody";
        findings.equal("routed", pair, pair.split(" ")[0]!, receivers);
    }
}

interface RoutedAlert {
    readonly labels: Readonly<Record<string, string>>;
    readonly receivers: readonly { readonly name: string }[];
}

/** Firing is a verdict at once; pending gets the time that it needs to go away by itself. */
async function lookAtSilence(lab: Lab, findings: Findings<"silent">): Promise<void> {
    const end = Date.now() + SILENCE_LIMIT_SECONDS * 1000;
    const again = lab.repeating();
    for (;;) {
        const alerts = (await alertsOf(again)).filter(({ labels }) => labels["alertname"] !== TRIAL);
        const firing = alerts.some(({ state }) => state === "firing");
        if (alerts.length === 0 || firing || Date.now() >= end || lab.signal?.aborted) {
            const names = alerts.map(({ state, labels }) => `${labels["alertname"]} ${state}`);
            findings.equal("silent", "all alerts", "silent", names.join(", ") || "silent");
            return;
        }
        await pause(5_000, lab.signal);
    }
}
