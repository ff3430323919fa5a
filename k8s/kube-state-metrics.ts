import type { networking } from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import { account } from "./access";
import { allowFlows } from "./flows";
import { toApiServer, type Places } from "./places";
import { httpProbe, METRICS_PORT, Workload } from "./workload";

export interface KubeStateMetricsArgs {
    /** Full reference of the image. */
    readonly image: pulumi.Input<string>;
    readonly places: Places;
    /** The pods that fetch metrics. */
    readonly monitoring: networking.v1.NetworkPolicyPeer;
}

const IDENTITY = { app: "kube-state-metrics", partOf: "cluster" } as const;
const NAMESPACE = "kube-system";

/** `metrics` tells about the cluster's objects, `telemetry` about the program itself. */
const PORTS = { [METRICS_PORT]: 8080, telemetry: 8081 };

/** Kinds of objects, by API group. Neither secrets nor configuration: that would take the right to read them. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
    "": ["namespaces", "nodes", "persistentvolumeclaims", "persistentvolumes", "pods", "resourcequotas"],
    apps: ["daemonsets", "deployments", "replicasets", "statefulsets"],
    batch: ["cronjobs", "jobs"],
    "networking.k8s.io": ["ingresses", "networkpolicies"],
};

/** The state of the cluster's objects as metrics. */
export class KubeStateMetrics extends pulumi.ComponentResource {
    constructor(name: string, args: KubeStateMetricsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("plateau:k8s:KubeStateMetrics", name, {}, opts);
        const child = { parent: this };
        const flows = allowFlows(`${name}-flows`, {
            ...IDENTITY,
            namespace: NAMESPACE,
            from: [{ peers: [args.monitoring], ports: [PORTS[METRICS_PORT]] }],
            to: [toApiServer(args.places)],
        }, child);
        const serviceAccount = account(name, {
            ...IDENTITY,
            namespace: NAMESPACE,
            everywhere: Object.entries(KINDS).map(([group, resources]) => ({
                apiGroups: [group],
                resources: [...resources],
                verbs: ["list", "watch"],
            })),
        }, child);
        new Workload(name, {
            ...IDENTITY,
            namespace: NAMESPACE,
            image: args.image,
            args: [
                `--port=${PORTS[METRICS_PORT]}`,
                `--telemetry-port=${PORTS.telemetry}`,
                `--resources=${Object.values(KINDS).flat().join(",")}`,
            ],
            serviceAccount,
            ports: PORTS,
            service: false, // Prometheus finds the pod itself
            probes: { live: httpProbe("/livez", METRICS_PORT), ready: httpProbe("/readyz", "telemetry") },
            resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { cpu: "200m", memory: "128Mi" } },
        }, { ...child, dependsOn: flows });
        this.registerOutputs({});
    }
}
