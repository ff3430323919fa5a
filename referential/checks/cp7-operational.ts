/** CP7.1 « Les containers sont opérationnels » : every workload complete, no container failing, each with its share. */
import { SERVICES } from "../../apps/services";
import { check, type Findings } from "../checks";
import type { Lab } from "../lab";

/** A container that has not been restarted for this long is not being restarted over and over. */
const QUIET_MINUTES = 5;

/** What the kubelet says of a container that ended with its node: a restart of the server is none of the application's. */
const LOST = "Unknown";

/** Kinds of workload, and where each of them keeps its figures. */
const KINDS = {
    deployments: { asked: ".spec.replicas", ready: ".status.readyReplicas", updated: ".status.updatedReplicas" },
    statefulsets: { asked: ".spec.replicas", ready: ".status.readyReplicas", updated: ".status.updatedReplicas" },
    daemonsets: {
        asked: ".status.desiredNumberScheduled",
        ready: ".status.numberReady",
        updated: ".status.updatedNumberScheduled",
    },
} as const;

export const operational = check({
    facts: {
        present: { fr: "Chaque étape a les services prévus", en: "each stage has the planned services" },
        complete: {
            fr: "Tous les exemplaires demandés sont prêts et à jour",
            en: "all the replicas asked for are ready and up to date",
        },
        running: { fr: "Aucun container n'attend ni n'échoue", en: "no container waits or fails" },
        stable: {
            fr: "Aucun container de l'application ne redémarre",
            en: "no container of the application keeps restarting",
        },
        shares: {
            fr: "Le container a ses ressources : demande et limite de CPU et de mémoire",
            en: "the container has its resources: requests and limits of CPU and memory",
        },
    },
    async look(lab, findings) {
        await lookAtWorkloads(lab, findings);
        await lookAtPods(lab, findings);
        for (const stage of lab.stages) {
            const rows = await lab.table(
                "pods",
                {
                    name: ".metadata.name",
                    containers: ".spec.containers[*].name",
                    cpu: ".spec.containers[*].resources.requests.cpu",
                    memory: ".spec.containers[*].resources.requests.memory",
                    cpuLimit: ".spec.containers[*].resources.limits.cpu",
                    memoryLimit: ".spec.containers[*].resources.limits.memory",
                },
                "-n",
                stage,
            );
            for (const { name, containers, ...amounts } of rows) {
                const asked = containers?.split(",").length;
                const missing = Object.entries(amounts)
                    .filter(([, list]) => list?.split(",").length !== asked)
                    .map(([key]) => key);
                findings.equal(
                    "shares",
                    `${stage}/${name}`,
                    "complete",
                    missing.length === 0 ? "complete" : `without ${missing.join(", ")}`,
                );
            }
        }
    },
});

async function lookAtWorkloads(lab: Lab, findings: Findings<"present" | "complete">): Promise<void> {
    const present = new Set<string>();
    for (const [kind, columns] of Object.entries(KINDS)) {
        const rows = await lab.table(
            kind,
            { namespace: ".metadata.namespace", name: ".metadata.name", ...columns },
            "--all-namespaces",
        );
        for (const { namespace, name, asked, ready = "0", updated = "0" } of rows) {
            present.add(`${namespace}/${name}`);
            // A workload scaled to nothing is complete to Kubernetes; it serves nobody.
            const whole = Number(asked) > 0 && ready === asked && updated === asked;
            findings.that(
                "complete",
                `${namespace}/${name}`,
                whole,
                "all ready and updated, at least 1",
                `${ready} ready, ${updated} updated of ${asked}`,
            );
        }
    }
    for (const stage of lab.stages) {
        for (const service of SERVICES) {
            findings.equal(
                "present",
                `${stage}/${service}`,
                "present",
                present.has(`${stage}/${service}`) ? "present" : "missing",
            );
        }
    }
}

async function lookAtPods(lab: Lab, findings: Findings<"running" | "stable">): Promise<void> {
    const pods = await lab.table(
        "pods",
        {
            namespace: ".metadata.namespace",
            name: ".metadata.name",
            phase: ".status.phase",
            waiting: ".status.containerStatuses[*].state.waiting.reason",
            restarts: ".status.containerStatuses[*].restartCount",
            ended: ".status.containerStatuses[*].lastState.terminated.finishedAt",
            reasons: ".status.containerStatuses[*].lastState.terminated.reason",
        },
        "--all-namespaces",
    );
    for (const { namespace, name, phase, waiting, restarts, ended, reasons } of pods) {
        const seen = waiting ? `${phase}: ${waiting}` : (phase ?? "unknown");
        findings.that(
            "running",
            `${namespace}/${name}`,
            seen === "Running" || seen === "Succeeded",
            "Running or Succeeded",
            seen,
        );
        if (!lab.stages.includes(namespace ?? "")) continue;
        const why = reasons?.split(",") ?? [];
        const latest = ended?.split(",").filter((_, index) => why[index] !== LOST).toSorted().at(-1);
        const minutes = latest ? (Date.now() - Date.parse(latest)) / 60_000 : Infinity;
        const last = minutes === Infinity ? "never" : `${minutes.toFixed(0)} min ago`;
        findings.that(
            "stable",
            `${namespace}/${name}`,
            minutes > QUIET_MINUTES,
            `not for ${QUIET_MINUTES} min`,
            `${restarts} restarts, the last ${last}`,
        );
    }
}
