/** CP10.1 « Les indicateurs définis sont pertinents » : agents everywhere, secured, with live values. */
import { SERVICES } from "../../apps/services";
import { addressOf } from "../../monitoring/scrape/targets";
import { PORTS } from "../../monitoring/identity";
import { INTERVAL_SECONDS } from "../../monitoring/config/prometheus";
import { check, type Findings } from "../checks";
import type { Lab } from "../lab";
import { expectedAgents, rulesOf, targetsOf, type Target } from "../monitoring";

/** One indicator a resource and service, each a query whose answer has one series for each thing that it is about. */
const INDICATORS: readonly {
    readonly what: string;
    readonly query: string;
    readonly per: "server" | "node" | "database" | "stage";
}[] = [
    { what: "CPU", query: 'sum by (server) (rate(node_cpu_seconds_total{mode!="idle"}[5m])) > 0', per: "server" },
    { what: "memory", query: "node_memory_MemAvailable_bytes > 0", per: "server" },
    { what: "storage", query: "count by (server) (node_filesystem_avail_bytes) > 0", per: "server" },
    {
        what: "network",
        query: 'sum by (server) (rate(node_network_receive_bytes_total{device!="lo"}[5m])) > 0',
        per: "server",
    },
    {
        what: "Kubernetes node ready",
        query: 'kube_node_status_condition{condition="Ready",status="true"} == 1',
        per: "node",
    },
    { what: "database up", query: "pg_up == 1", per: "database" },
    {
        what: "container memory",
        query: 'sum by (namespace) (container_memory_working_set_bytes{container!=""}) > 0',
        per: "stage",
    },
];

export const relevant = check({
    facts: {
        agent: { fr: "L'agent de collecte répond, en TLS", en: "the collecting agent answers, over TLS" },
        application: {
            fr: "Chaque service de l'application rend ses indicateurs",
            en: "each service of the application gives its indicators",
        },
        up: { fr: "Aucune cible de collecte n'est en panne", en: "no target of the collection is down" },
        secured: {
            fr: "Sans certificat, l'agent ne livre rien",
            en: "without a certificate, the agent gives nothing away",
        },
        value: {
            fr: "L'indicateur a une valeur vivante pour chaque objet surveillé",
            en: "the indicator has a live value for each thing that is watched",
        },
        rules: {
            fr: "Les règles sont chargées et évaluées sans erreur",
            en: "the rules are loaded and evaluated without an error",
        },
    },
    timeoutSeconds: 180,
    async look(lab, findings) {
        const targets = await settledTargets(lab);
        for (const { server, what, url } of expectedAgents(lab)) {
            const target = targets.find(({ scrapeUrl }) => withoutQuery(scrapeUrl) === url);
            findings.equal(
                "agent",
                `${server}: ${what}`,
                `up at ${url}`,
                target ? `${state(target)} at ${target.scrapeUrl}` : "no such target",
            );
        }
        for (const stage of lab.stages) {
            for (const service of SERVICES) {
                const own = targets.filter(({ labels }) => labels["namespace"] === stage && labels["app"] === service);
                findings.that(
                    "application",
                    `${stage}/${service}`,
                    own.some(({ health }) => health === "up"),
                    "up",
                    own.map(state).join(", ") || "no such target",
                );
            }
        }
        const down = targets
            .filter(({ health }) => health !== "up")
            .map((target) => `${target.scrapeUrl} ${state(target)}`);
        findings.equal("up", `${targets.length} targets`, "none down", down.join(", ") || "none down");
        await lookAtSecurity(lab, findings);
        // A rate needs two rounds: what was asked for the first time a moment ago has none yet.
        const complete = (again: Lab) => lookAtValues(again).then((values) => values.every(({ wanted, seen }) => wanted === seen) || undefined);
        if (down.length === 0) await lab.until("a value of each indicator", 3 * INTERVAL_SECONDS, complete).catch(() => undefined);
        for (const { about, wanted, seen } of await lookAtValues(lab)) findings.equal("value", about, `${wanted} series`, `${seen} series`);
        const rules = await rulesOf(lab);
        const wrong = rules
            .filter(({ health }) => health !== "ok")
            .map(({ name, lastError }) => `${name}: ${lastError}`);
        findings.that(
            "rules",
            `${rules.length} rules`,
            rules.length > 0 && wrong.length === 0,
            "all ok",
            wrong.join(", ") || (rules.length > 0 ? "all ok" : "no rule"),
        );
    },
});

/** Time for Prometheus to find and ask everything after it has started. */
const FIRST_ROUND_SECONDS = 60;

/** Targets, each asked at least once. What is still unknown after that time is a fault. */
async function settledTargets(lab: Lab): Promise<Target[]> {
    const settled = (again: Lab) => targetsOf(again).then((targets) => wereAsked(lab, targets) || undefined);
    await lab.until("a first answer of each target", FIRST_ROUND_SECONDS, settled).catch(() => undefined);
    return targetsOf(lab);
}

function wereAsked(lab: Lab, targets: readonly Target[]): boolean {
    const known = new Set(targets.filter(({ health }) => health !== "unknown").map(({ scrapeUrl }) => withoutQuery(scrapeUrl)));
    return targets.every(({ scrapeUrl }) => known.has(withoutQuery(scrapeUrl))) && expectedAgents(lab).every(({ url }) => known.has(url));
}

function withoutQuery(url: string): string {
    return url.split("?")[0]!;
}

function state({ health, lastError }: Target): string {
    return lastError ? `${health} (${lastError})` : health;
}

/** Prints the status, and on the other stream why there is none. Whose the certificate is does not matter here. */
const CURL = "curl --silent --show-error --insecure --max-time 5 --output /dev/null --write-out '%{http_code}'";

/** As a stranger on a worker would, with the network open to it: the agent's own guard has to hold. */
async function lookAtSecurity(lab: Lab, findings: Findings<"secured">): Promise<void> {
    const worker = lab.servers.find(({ role }) => role === "worker")!;
    await Promise.all(
        lab.servers.map(async (server) => {
            const url = `https://${addressOf(server)}:${PORTS.nodeExporter}/metrics`;
            const answer = await lab.ssh(worker.name, `${CURL} ${url}`);
            // The connection comes about and is then ended for want of a certificate: no listener would be no proof.
            const refused = answer.stdout.trim() === "000" && /alert|certificate/i.test(answer.stderr);
            findings.that(
                "secured",
                `${worker.name} → ${url}`,
                refused,
                "certificate required",
                refused ? "certificate required" : `${answer.stdout.trim()} ${answer.stderr.trim()}`,
            );
        }),
    );
}

/** How many things of its kind each indicator should have a value for, and how many it has one for. */
async function lookAtValues(lab: Lab): Promise<{ about: string; wanted: number; seen: number }[]> {
    const nodes = lab.servers.filter(({ role }) => role === "control" || role === "worker");
    const databases = lab.servers.filter(({ role }) => role === "database");
    const wanted = {
        server: lab.servers.length,
        node: nodes.length,
        database: databases.length,
        stage: lab.stages.length,
    };
    const values = INDICATORS.map(async ({ what, query, per }) => {
        const samples = await lab.prometheus(query);
        const live = per === "stage" ? samples.filter(({ metric }) => lab.stages.includes(metric["namespace"] ?? "")) : samples;
        return { about: `${what} per ${per}`, wanted: wanted[per], seen: live.length };
    });
    return Promise.all(values);
}
