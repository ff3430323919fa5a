import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { account } from "./access";
import { podTemplate, selectorOf } from "./workload";

export interface NetworkPoliciesArgs {
    /** Full reference of the image, see scripts/tools/network-policies. */
    readonly image: pulumi.Input<string>;
}

const IDENTITY = { app: "network-policies", partOf: "cluster" } as const;
const NAMESPACE = "kube-system";

/** On each node: a file in it says that the node enforces policies, and from then on it starts closed to pods. */
const DIRECTORY = "/var/lib/network-policies";

/** On the loopback of each node, where only the kubelet asks. */
const PORT = 9080;

/**
 * Enforces NetworkPolicy: on every node a daemon decides on the first packet of each connection of a pod that a policy
 * selects. Ready means that the rules are in the node's kernel. While a daemon is away, its node refuses such
 * connections.
 */
export class NetworkPolicies extends pulumi.ComponentResource {
    constructor(name: string, args: NetworkPoliciesArgs, opts?: pulumi.ComponentResourceOptions) {
        super("plateau:k8s:NetworkPolicies", name, {}, opts);
        const child = { parent: this };
        const serviceAccount = account(name, {
            ...IDENTITY,
            namespace: NAMESPACE,
            everywhere: [
                { apiGroups: [""], resources: ["pods", "namespaces"], verbs: ["list", "watch"] },
                { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: ["list", "watch"] },
            ],
        }, child);

        const probe = (path: string): k8s.types.input.core.v1.Probe => ({
            httpGet: { host: "127.0.0.1", path, port: PORT },
            periodSeconds: 2,
            timeoutSeconds: 3,
        });
        const selector = selectorOf(IDENTITY);
        new k8s.apps.v1.DaemonSet(name, {
            metadata: { name: IDENTITY.app, namespace: NAMESPACE, labels: selector },
            spec: {
                selector: { matchLabels: selector },
                updateStrategy: { rollingUpdate: { maxUnavailable: 1 } },
                template: podTemplate({
                    ...IDENTITY,
                    image: args.image,
                    args: ["-node=$(NODE)", `-listen=127.0.0.1:${PORT}`, `-mark=${DIRECTORY}/enforced`],
                    mounts: [
                        {
                            name: "mark",
                            mountPath: DIRECTORY,
                            source: { hostPath: { path: DIRECTORY, type: "DirectoryOrCreate" } },
                            readOnly: false,
                        },
                    ],
                    serviceAccount,
                    resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { cpu: "500m", memory: "128Mi" } },
                    probes: { live: probe("/metrics"), ready: probe("/readyz") },
                    container: {
                        env: [{ name: "NODE", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } }],
                        // Writing the node's packet filter takes this capability, and the kernel gives it to root only.
                        securityContext: {
                            runAsNonRoot: false,
                            runAsUser: 0,
                            runAsGroup: 0,
                            capabilities: { drop: ["ALL"], add: ["NET_ADMIN"] },
                        },
                    },
                    pod: {
                        hostNetwork: true, // the packets to decide on are the node's
                        priorityClassName: "system-node-critical",
                        tolerations: [{ operator: "Exists" }], // a node without it would enforce nothing
                        topologySpreadConstraints: [], // one on every node already
                    },
                }),
            },
        }, child);
        this.registerOutputs({});
    }
}
