/** What every cluster gets before anything of its user's runs in it. */
import type { networking } from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import { IngressController, INGRESS_NAMESPACE } from "./ingress";
import { KubeStateMetrics } from "./kube-state-metrics";
import { MetricsServer, type MetricsServerArgs } from "./metrics-server";
import { ProtectedNamespace, type ProtectedNamespaceArgs, type Quota } from "./namespaces";
import { NetworkPolicies } from "./network-policies";
import type { Places } from "./places";
import { podsAfter } from "./pods-after";
import { Storage } from "./storage";
import { defaultStorageClass, type StorageClassArgs } from "./storage-class";
import { tlsSecret, type Certificate } from "./tls";

/** Programs of the platform, each an image. */
export const PLATFORM_IMAGES = [
    "network-policies",
    "metrics-server",
    "kube-state-metrics",
    "local-path-provisioner",
    "helper",
    "traefik",
] as const;

export type PlatformImage = (typeof PLATFORM_IMAGES)[number];

/** What a cluster has from the start, so that the platform does not add it. */
export interface Brought {
    /** Enforces network policies on every node: has to be there before anybody's pods. */
    readonly networkPolicies?: pulumi.Resource;
    /** Answers the metrics API. */
    readonly metrics?: pulumi.Resource;
    /** Makes volumes, as its default class says. */
    readonly storage?: StorageClassArgs;
}

export interface PlatformArgs {
    /** Full reference of each image. */
    readonly images: Readonly<Record<PlatformImage, pulumi.Input<string>>>;
    readonly brought: Brought;
    /** Stages of the application: a namespace each. */
    readonly stages: readonly string[];
    readonly places: Places;
    /** The pods that fetch metrics. */
    readonly monitoring: networking.v1.NetworkPolicyPeer;
    readonly tls: {
        /** For the public host names of all stages. */
        readonly ingress: Certificate;
        readonly metricsServer: MetricsServerArgs["tls"];
    };
    /** @default {@link STAGE_QUOTA} */
    readonly quota?: Quota;
}

/** Twice what a stage of the sample application needs, and a fraction of a node. */
export const STAGE_QUOTA: Quota = {
    pods: 20,
    requests: { cpu: "500m", memory: "1Gi" },
    limits: { cpu: "8", memory: "2Gi" },
};

/** Name of the Secret with the stage's certificate, in each stage's namespace. */
export const STAGE_TLS_SECRET = "tls";

const MONITORING_NAMESPACE = "monitoring";
const STORAGE_NAMESPACE = "storage";

/** Namespaces, network policies, metrics, storage and the way in. */
export class Platform extends pulumi.ComponentResource {
    /** Name of each stage's namespace, known once the namespace is protected and has its certificate. */
    readonly stages: Readonly<Record<string, pulumi.Output<string>>>;
    /** Name of the namespace for the monitoring, known once it is protected. */
    readonly monitoring: pulumi.Output<string>;
    /** Every namespace with its guards. */
    readonly namespaces: readonly ProtectedNamespace[];
    /** On every node: has to be there before anybody's pods. */
    readonly enforcement: pulumi.Resource;

    constructor(name: string, args: PlatformArgs, opts?: pulumi.ComponentResourceOptions) {
        super("plateau:k8s:Platform", name, {}, opts);
        const child = { parent: this };
        const { images, brought, places, monitoring, tls } = args;

        this.enforcement = brought.networkPolicies ?? new NetworkPolicies(
            `${name}-network-policies`,
            { image: images["network-policies"] },
            child,
        );

        const namespaces: ProtectedNamespace[] = [];
        const namespaceOf = (namespace: string, more: Partial<ProtectedNamespaceArgs> = {}) => {
            const made = new ProtectedNamespace(`${name}-${namespace}`, { namespace, security: "restricted", ...more }, child);
            namespaces.push(made);
            return made;
        };
        const quota = args.quota ?? STAGE_QUOTA;
        const stages = args.stages.map((stage) => ({ stage, guard: namespaceOf(stage, { quota }) }));
        const ingress = namespaceOf(INGRESS_NAMESPACE);
        // The pods that make and remove volumes mount directories of their node.
        const storage = brought.storage ? undefined : namespaceOf(STORAGE_NAMESPACE, { security: "privileged" });
        this.monitoring = namespaceOf(MONITORING_NAMESPACE).namespace;
        this.namespaces = namespaces;
        // A pod that starts before the policies are enforced would start unguarded.
        const guarded = { ...child, ...podsAfter(this.enforcement), dependsOn: namespaces };
        this.stages = Object.fromEntries(
            stages.map(({ stage, guard }) => [
                stage,
                withCertificate(`${name}-${stage}-tls`, guard.namespace, tls.ingress, child),
            ]),
        );

        if (!brought.metrics) {
            new MetricsServer(`${name}-metrics-server`, {
                image: images["metrics-server"],
                places,
                tls: tls.metricsServer,
            }, guarded);
        }
        new KubeStateMetrics(`${name}-kube-state-metrics`, {
            image: images["kube-state-metrics"],
            places,
            monitoring,
        }, guarded);
        if (brought.storage) {
            defaultStorageClass(`${name}-storage`, brought.storage, child);
        }
        if (storage) {
            new Storage(`${name}-storage`, {
                namespace: storage.namespace,
                namespaceName: STORAGE_NAMESPACE,
                images,
                places,
            }, guarded);
        }
        new IngressController(`${name}-ingress-controller`, {
            namespace: ingress.namespace,
            image: images.traefik,
            served: args.stages,
            places,
            monitoring,
            tls: tls.ingress,
        }, guarded);
        this.registerOutputs({});
    }
}

/** The stage's namespace, known once the certificate of its public name is in it. */
function withCertificate(
    name: string,
    namespace: pulumi.Output<string>,
    tls: Certificate,
    opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
    const secret = tlsSecret(name, { secretName: STAGE_TLS_SECRET, namespace, ...tls }, opts);
    return pulumi.all([namespace, secret.urn]).apply(([known]) => known);
}
