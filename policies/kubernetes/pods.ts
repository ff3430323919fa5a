import type { ResourceValidationPolicy } from "@pulumi/policy";
import { byType, items, type Properties } from "../reading";

/** Pods that run as root, by the name of their workload, and why. */
export const AS_ROOT: Readonly<Record<string, string>> = {
    "network-policies": "It writes the rules of the node's kernel; it has NET_ADMIN and no other capability, and is not privileged.",
};

const needsRoot = (name: string): boolean => name in AS_ROOT;

function judge(name: string, pod: Properties | undefined, report: (message: string) => void): void {
    const containers = [...items<Properties>(() => pod?.["initContainers"]), ...items<Properties>(() => pod?.["containers"])];
    for (const container of containers) {
        const security: Properties = { ...pod?.["securityContext"], ...container["securityContext"] };
        if (security["privileged"] === true) report(`the container ${container["name"]} is privileged.`);
        if (security["runAsNonRoot"] !== true && !needsRoot(name)) report(`the container ${container["name"]} may run as root: runAsNonRoot is not true.`);
        const missing = ["cpu", "memory"].filter((kind) => !container["resources"]?.limits?.[kind]);
        if (missing.length > 0) report(`the container ${container["name"]} has no limit of ${missing.join(" and ")}.`);
    }
}

type Check = Parameters<typeof byType>[0][string];
const inTemplate: Check = ({ metadata, spec }, report) => judge(metadata?.name, spec?.template?.spec, report);

export const pods: ResourceValidationPolicy = {
    name: "pod-security",
    description: 'No container is privileged, runs as root or without limits (Kubernetes Pod Security Standards, "restricted").',
    validateResource: byType({
        "kubernetes:core/v1:Pod": ({ metadata, spec }, report) => judge(metadata?.name, spec, report),
        "kubernetes:apps/v1:Deployment": inTemplate,
        "kubernetes:apps/v1:StatefulSet": inTemplate,
        "kubernetes:apps/v1:DaemonSet": inTemplate,
        "kubernetes:batch/v1:Job": inTemplate,
        "kubernetes:batch/v1:CronJob": ({ metadata, spec }, report) => judge(metadata?.name, spec?.jobTemplate?.spec?.template?.spec, report),
    }),
};
