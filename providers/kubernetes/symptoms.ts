import type { output } from "@pulumi/kubernetes/types";
import type { Cluster } from "./cluster";
import type { KubeObject } from "./objects";

type Pod = output.core.v1.Pod;
type Selector = output.meta.v1.LabelSelector;
type Look = Pick<Cluster, "list">;

/** More than these would bury the first cause. */
const MOST = 6;

/** What the cluster says about an object that does not become ready: its pods' troubles and the latest warnings. */
export async function symptoms(cluster: Look, object: KubeObject): Promise<string[]> {
    try {
        const pods = await podsOf(cluster, object);
        const names = [object.metadata.name, ...pods.map(({ metadata }) => metadata.name)];
        const found = [...pods.flatMap(troubles), ...(await warnings(cluster, object, names))];
        return [...new Set(found)].slice(0, MOST);
    } catch (error) {
        return [`What its pods are doing could not be seen: ${(error as Error).message}`];
    }
}

async function podsOf(cluster: Look, object: KubeObject): Promise<Pod[]> {
    if (object.kind === "Pod") {
        return [object as unknown as Pod];
    }
    const labels = selectorOf(object);
    if (!labels || !object.metadata.namespace) {
        return [];
    }
    const pods = await cluster.list("v1", "Pod", object.metadata.namespace, { labelSelector: labels });
    return pods as unknown as Pod[];
}

/** A workload selects by `matchLabels`, a Service by plain labels. */
function selectorOf(object: KubeObject): string | undefined {
    const selector = (object["spec"] as { selector?: Selector & Record<string, string> } | undefined)?.selector;
    const labels = object.kind === "Service" ? selector : selector?.matchLabels;
    const terms = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
    return terms.length > 0 ? terms.join(",") : undefined;
}

/** Why a pod does not run: it has no node, or a container waits or has ended. */
export function troubles(pod: Pod): string[] {
    const name = `pod ${pod.metadata.name}`;
    const { conditions = [], containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {};
    const unscheduled = conditions.filter(({ type, status }) => type === "PodScheduled" && status === "False");
    const containers = [...initContainerStatuses, ...containerStatuses].flatMap((container) => {
        const { waiting, terminated } = container.state ?? {};
        const ended = terminated ?? container.lastState?.terminated;
        const exit = ended && ended.exitCode !== 0 ? ` (exit status ${ended.exitCode}, ${ended.reason})` : "";
        if (waiting?.reason && waiting.reason !== "ContainerCreating" && waiting.reason !== "PodInitializing") {
            return [`${name}: container ${container.name} waits: ${sentence(waiting.reason, waiting.message)}${exit}`];
        }
        if (terminated && terminated.exitCode !== 0) {
            return [`${name}: container ${container.name} ended${exit}`];
        }
        return waiting || container.ready ? [] : [`${name}: container ${container.name} runs, but is not ready`];
    });
    return [...unscheduled.map(({ reason, message }) => `${name}: ${sentence(reason, message)}`), ...containers];
}

async function warnings(cluster: Look, object: KubeObject, names: string[]): Promise<string[]> {
    const events = (await cluster.list("v1", "Event", object.metadata.namespace ?? "default", {
        fieldSelector: "type=Warning",
    })) as unknown as output.core.v1.Event[];
    // A ReplicaSet's name is the Deployment's with a suffix: what hinders it hinders the Deployment.
    const concerns = (name: string): boolean => names.includes(name) || name.startsWith(`${object.metadata.name}-`);
    return events
        .filter(({ involvedObject }) => concerns(involvedObject.name))
        .sort((left, right) => String(left.lastTimestamp).localeCompare(String(right.lastTimestamp)))
        .slice(-MOST)
        .map(
            ({ involvedObject, reason, message }) =>
                `${involvedObject.kind} ${involvedObject.name}: ${sentence(reason, message)}`,
        );
}

const sentence = (reason: string | undefined, message: string | undefined): string =>
    [reason, message].filter(Boolean).join(": ");
