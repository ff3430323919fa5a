/** A namespace in which nothing may do more, take more or reach more than is written down. */
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** Levels of Kubernetes' Pod Security Standards. */
export type SecurityLevel = "restricted" | "baseline" | "privileged";

/** What all pods of a namespace may have together. */
export interface Quota {
    readonly pods: number;
    readonly requests: { readonly cpu: string; readonly memory: string };
    readonly limits: { readonly cpu: string; readonly memory: string };
}

export interface ProtectedNamespaceArgs {
    /** Name in the cluster: "prod". */
    readonly namespace: string;
    /** What its pods may ask of a node. */
    readonly security: SecurityLevel;
    /** @default no limit for the namespace, and none that a container would get by itself */
    readonly quota?: Quota;
}

/** The standards change with Kubernetes; a new version of them is an upgrade to try, not a surprise. */
const STANDARDS_VERSION = "v1.36";

/** What a container gets that asks for nothing, and what none may exceed. */
const CONTAINER_LIMITS = {
    default: { cpu: "500m", memory: "128Mi" },
    defaultRequest: { cpu: "10m", memory: "64Mi" },
    max: { cpu: "1", memory: "512Mi" },
};

/** A namespace with its security level, a policy that refuses every flow, and a quota. */
export class ProtectedNamespace extends pulumi.ComponentResource {
    /** The namespace's name, known once all that protects it is there. */
    readonly namespace: pulumi.Output<string>;

    constructor(name: string, args: ProtectedNamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
        super("plateau:k8s:ProtectedNamespace", name, {}, opts);
        const child = { parent: this };
        const created = new k8s.core.v1.Namespace(name, {
            metadata: { name: args.namespace, labels: securityLabels(args.security) },
        }, child);
        const namespace = created.metadata.name;

        const guards: pulumi.Resource[] = [
            new k8s.networking.v1.NetworkPolicy(`${name}-nothing`, {
                metadata: { name: "nothing-by-default", namespace },
                spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
            }, child),
        ];
        if (args.quota) {
            guards.push(
                new k8s.core.v1.ResourceQuota(`${name}-quota`, {
                    metadata: { name: "quota", namespace },
                    spec: { hard: hardLimits(args.quota) },
                }, child),
                new k8s.core.v1.LimitRange(`${name}-container`, {
                    metadata: { name: "container", namespace },
                    spec: { limits: [{ type: "Container", ...CONTAINER_LIMITS }] },
                }, child),
            );
        }
        this.namespace = pulumi.all([namespace, ...guards.map((g) => g.urn)]).apply(([known]) => known!);
        this.registerOutputs({ namespace: this.namespace });
    }
}

/** Pods that break the level are refused; objects that would make such pods are answered with a warning. */
export function securityLabels(level: SecurityLevel): Record<string, string> {
    return Object.fromEntries(
        ["enforce", "warn", "audit"].flatMap((mode) => [
            [`pod-security.kubernetes.io/${mode}`, level],
            [`pod-security.kubernetes.io/${mode}-version`, STANDARDS_VERSION],
        ]),
    );
}

/** Nothing in such a namespace opens a port on a node by itself: the way in is the ingress controller. */
function hardLimits({ pods, requests, limits }: Quota): Record<string, string> {
    return {
        pods: String(pods),
        "requests.cpu": requests.cpu,
        "requests.memory": requests.memory,
        "limits.cpu": limits.cpu,
        "limits.memory": limits.memory,
        "services.nodeports": "0",
        "services.loadbalancers": "0",
    };
}
