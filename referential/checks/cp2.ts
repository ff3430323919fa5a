/** CP2 « Automatiser le déploiement d'une infrastructure ». */
import { podSubnets } from "../../infra/plan";
import type { ServerPlan } from "../../infra/target";
import { documentationFaults, playbookFaults, recapOf, rolesOf } from "../ansible";
import { addressBetween, flowsBetween, SERVICES_OF_ROLE } from "../architecture";
import { check, type Checks, type Findings } from "../checks";
import type { Lab } from "../lab";
import { answersOf, tcpProbe } from "../probes";

/** Servers of one machine share its clock; of several, chrony keeps them far closer than this. */
const CLOCK_TOLERANCE_SECONDS = 2;
const DISK_LIMIT_PERCENT = 90;

/** One command a server: each line of its answer is `key=value`. */
const HEALTH = [
    'echo "name=$(hostname)"',
    'echo "state=$(systemctl is-system-running)"',
    'echo "failed=$(systemctl list-units --state=failed --plain --no-legend | cut -d" " -f1 | xargs)"',
    'echo "cloud-init=$(tr -d " \\n" </run/cloud-init/result.json)"',
    'echo "clock=$(date +%s)"',
    'echo "disk=$(df --output=pcent / | tail -n 1 | tr -dc 0-9)"',
].join("; ");

/** What makes a server work, wherever it runs. */
export const SERVER_FACTS = {
    answers: {
        fr: "Le serveur répond en SSH à travers le bastion",
        en: "the server answers on ssh through the bastion",
    },
    running: { fr: "systemd a démarré tous ses services", en: "systemd has started all its services" },
    failed: { fr: "Aucun service n'est en échec", en: "no service has failed" },
    booted: { fr: "cloud-init a terminé sans erreur", en: "cloud-init has finished without an error" },
    clock: { fr: "L'horloge est à l'heure", en: "the clock is right" },
    disk: { fr: "Le disque n'est pas plein", en: "the disk is not full" },
} as const;

export async function lookAtHealth(lab: Lab, findings: Findings<keyof typeof SERVER_FACTS>): Promise<void> {
    await Promise.all(
        lab.servers.map(async ({ name }) => {
            const seen = answersOf(await lab.shell(name, HEALTH));
            const offset = Math.abs(Number(seen["clock"]) - Date.now() / 1000);
            findings.equal("answers", name, name, seen["name"]);
            findings.equal("running", name, "running", seen["state"]);
            findings.equal("failed", name, "none", seen["failed"] || "none");
            findings.that(
                "booted",
                name,
                /"errors":\[\]/.test(seen["cloud-init"] ?? ""),
                '"errors":[]',
                seen["cloud-init"] || "not finished",
            );
            findings.that(
                "clock",
                name,
                offset <= CLOCK_TOLERANCE_SECONDS,
                `± ${CLOCK_TOLERANCE_SECONDS} s`,
                `${offset.toFixed(1)} s`,
            );
            findings.that(
                "disk",
                name,
                percentAtMost(seen["disk"], DISK_LIMIT_PERCENT),
                `≤ ${DISK_LIMIT_PERCENT} %`,
                `${seen["disk"]} %`,
            );
        }),
    );
}

const functional = check({ facts: SERVER_FACTS, look: lookAtHealth });

function percentAtMost(text: string | undefined, limit: number): boolean {
    return text !== undefined && text !== "" && Number(text) <= limit;
}

const conforming = check({
    facts: {
        addresses: { fr: "Le serveur a les adresses prévues", en: "the server has the planned addresses" },
        role: { fr: "Les services de son rôle sont actifs", en: "the services of its role are active" },
        database: { fr: "Primaire et réplica sont à leur place", en: "primary and standby are in their places" },
        nodes: { fr: "Les nœuds Kubernetes sont ceux prévus", en: "the Kubernetes nodes are those planned" },
        node: {
            fr: "Le nœud est prêt, à la version et aux adresses prévues",
            en: "the node is ready, of the planned version and addresses",
        },
        passes: { fr: "Un flux autorisé passe", en: "an allowed flow passes" },
        refused: { fr: "Un flux interdit est refusé", en: "a forbidden flow is refused" },
    },
    timeoutSeconds: 90,
    async look(lab, findings) {
        await Promise.all(lab.servers.map((server) => lookAtServer(lab, server, findings)));
        await lookAtNodes(lab, findings);
        await lookAtFlows(lab, findings);
    },
});

async function lookAtServer(
    lab: Lab,
    server: ServerPlan,
    findings: Findings<"addresses" | "role" | "database">,
): Promise<void> {
    const { name, role } = server;
    const network = lab.plan.environment.specification.network.split(".").slice(0, 2).join(".");
    const shown = await lab.shell(name, "ip -4 -oneline address show scope global");
    const seen = [...shown.matchAll(/inet (\S+)/g)]
        .map(([, address]) => address!)
        .filter((a) => a.startsWith(`${network}.`));
    const planned = Object.values(server.addresses).map((address) => `${address}/24`);
    findings.equal("addresses", name, planned.toSorted().join(" "), seen.toSorted().join(" "));
    for (const unit of SERVICES_OF_ROLE[role]) {
        const { stdout } = await lab.ssh(name, `systemctl is-active ${unit}`);
        findings.equal("role", `${name} ${unit}`, "active", stdout.trim());
    }
    if (role !== "database") return;
    const [row] = await lab.sql<{ version: string; standby: boolean }>(
        name,
        "postgres",
        "SELECT current_setting('server_version') AS version, pg_is_in_recovery() AS standby",
    );
    const first = lab.servers.find((other) => other.role === "database")?.name;
    const planText = `PostgreSQL ${lab.plan.versions.postgresql}, ${name === first ? "primary" : "standby"}`;
    findings.equal(
        "database",
        name,
        planText,
        `PostgreSQL ${row?.version.split(".")[0]}, ${row?.standby ? "standby" : "primary"}`,
    );
}

async function lookAtNodes(lab: Lab, findings: Findings<"nodes" | "node">): Promise<void> {
    const nodes = await lab.table("nodes", {
        name: ".metadata.name",
        version: ".status.nodeInfo.kubeletVersion",
        address: '.status.addresses[?(@.type=="InternalIP")].address',
        ready: '.status.conditions[?(@.type=="Ready")].status',
        unschedulable: ".spec.unschedulable",
    });
    const podAddresses = await lab.table(
        "pods",
        { node: ".spec.nodeName", address: ".status.podIP", hostNetwork: ".spec.hostNetwork" },
        "--all-namespaces",
    );
    const subnets = podSubnets(lab.servers);
    const planned = lab.servers.filter(({ name }) => name in subnets);
    findings.equal("nodes", "cluster", names(planned), names(nodes));
    for (const { name, role, addresses, homeZone } of planned) {
        const node = nodes.find((other) => other.name === name);
        if (!node) continue; // its absence is the finding above
        const { version, address, ready, unschedulable = "false" } = node;
        const pods = podAddresses.filter((pod) => pod.node === name && pod.hostNetwork !== "true" && pod.address);
        // The addresses that pods really got; a node that may not run any, such as a control plane, has none to show.
        const seenSubnets = new Set(pods.map((pod) => pod.address!.replace(/\.\d+$/, ".0/24")));
        const expected = [
            lab.plan.versions.kubernetes,
            addresses[homeZone],
            seenSubnets.size > 0 || role === "worker" ? subnets[name] : "no pod",
            "ready=True cordoned=false",
        ];
        const seen = [version, address, [...seenSubnets].sort().join(" ") || "no pod", `ready=${ready} cordoned=${unschedulable}`];
        findings.equal("node", name, expected.join(" "), seen.join(" "));
    }
}

function names(items: readonly { readonly name?: string }[]): string {
    return items
        .map(({ name }) => name)
        .toSorted()
        .join(" ");
}

async function lookAtFlows(lab: Lab, findings: Findings<"passes" | "refused">): Promise<void> {
    const server = (name: string): ServerPlan => lab.servers.find((other) => other.name === name)!;
    await Promise.all(
        flowsBetween(lab.servers).map(async ({ from, to, port, allowed }) => {
            const address = addressBetween(server(from), server(to));
            const seen = (await lab.shell(from, tcpProbe(address, port))).trim();
            findings.equal(
                allowed ? "passes" : "refused",
                `${from} → ${to}:${port}`,
                allowed ? "open" : "closed",
                seen,
            );
        }),
    );
}

const documented = check({
    facts: {
        playbook: { fr: "Le playbook dit ce qu'il fait", en: "the playbook says what it does" },
        role: {
            fr: "Le rôle exécuté documente son but et ses variables",
            en: "the role that ran documents its purpose and variables",
        },
        truthful: {
            fr: "Rejoués à blanc, les scripts ne trouvent rien à changer : ils décrivent ce qui tourne",
            en: "run again in check mode, the scripts find nothing to change: they describe what runs",
        },
    },
    timeoutSeconds: 600,
    async look(lab, findings) {
        const reached = new Set<string>();
        for (const playbook of lab.plan.playbooks) {
            const playbookText = playbookFaults(await lab.readFile(playbook));
            findings.equal("playbook", playbook, "documented", playbookText.join(", ") || "documented");
            const output = await lab.ansibleCheck(playbook);
            const recap = recapOf(output);
            if (recap.length === 0) findings.equal("truthful", playbook, "a recap", output.trim().slice(-300));
            for (const { host, changed, failed, unreachable } of recap) {
                reached.add(host);
                const seen = `changed=${changed} failed=${failed} unreachable=${unreachable}`;
                findings.equal("truthful", `${playbook} on ${host}`, "changed=0 failed=0 unreachable=0", seen);
            }
            for (const role of rolesOf(output)) {
                const faults = await lab
                    .readFile(`ansible/roles/${role}/meta/argument_specs.yml`)
                    .then(documentationFaults, String);
                findings.equal("role", role, "documented", [faults].flat().join(", ") || "documented");
            }
        }
        const missed = lab.servers.filter(({ name }) => !reached.has(name)).map(({ name }) => name);
        findings.equal("truthful", "servers without any script", "none", missed.join(" ") || "none");
    },
});

export const cp2: Checks<"CP2.1" | "CP2.2" | "CP2.3"> = {
    /** « Les serveurs déployés sont fonctionnels » */
    "CP2.1": functional,
    /** « L'architecture est conforme au cahier des charges » */
    "CP2.2": conforming,
    /** « Les scripts sont documentés » */
    "CP2.3": documented,
};
