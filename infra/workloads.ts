/** What runs in Kubernetes, the same on every target: the platform, the monitoring, and the stages of the application. */
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { Stage } from "../apps/stage";
import { namespace } from "../k8s/flows";
import { INGRESS_NAMESPACE } from "../k8s/ingress";
import { Platform, STAGE_TLS_SECRET } from "../k8s/platform";
import { podsAfter } from "../k8s/pods-after";
import { PROMETHEUS_PODS } from "../monitoring/flows";
import { Monitoring } from "../monitoring/stack";
import type { Credential, Pki } from "./pki";
import { stageHost, type EnvironmentPlan } from "./plan";
import type { DatabaseSecrets, Foundation } from "./target";

export interface WorkloadsArgs {
    readonly plan: EnvironmentPlan;
    readonly pki: Pki;
    /** By stage. */
    readonly secrets: Readonly<Record<string, DatabaseSecrets>>;
    readonly foundation: Foundation;
}

export class Workloads extends pulumi.ComponentResource {
    constructor(name: string, args: WorkloadsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("plateau:index:Workloads", name, {}, opts);
        const { plan, pki } = args;
        const { cluster, databases, images } = args.foundation;
        const provider = new kubernetes.Provider(`${name}-cluster`, {
            kubeconfig: cluster.kubeconfig,
            // The program is the one truth: a run that was killed half-way, or a change by hand, is taken over.
            upsertExistingObjects: true,
            enablePatchForce: true,
            // A cluster that was lost with its volumes took with it what was in it.
            deleteUnreachable: true,
            // A change of configuration is an update; what reads it is rolled by its own annotation.
            enableConfigMapMutable: true,
            enableSecretMutable: true,
        }, { parent: this });
        const inCluster = { parent: this, provider, deletedWith: cluster.resource };
        const { places } = cluster;
        const { stages } = plan.specification;
        const caCertificate = pki.ca.certificate;

        const platform = new Platform(`${name}-platform`, {
            images: images.lab,
            brought: cluster.brought,
            stages,
            places,
            monitoring: PROMETHEUS_PODS,
            tls: { ingress: keyOf(pki.ingress), metricsServer: { ...keyOf(pki.metricsServer), ca: caCertificate } },
        }, inCluster);

        const inNamespaces = { ...inCluster, dependsOn: [...platform.namespaces] };
        new Monitoring(`${name}-monitoring`, {
            environment: plan.name,
            namespace: platform.monitoring,
            servers: plan.servers,
            stages,
            places,
            images: images.lab,
            tls: { ...pki.monitoring, caCertificate },
        }, { ...inNamespaces, ...podsAfter(platform.enforcement) });

        for (const stage of stages) {
            const secrets = args.secrets[stage]!;
            const { ready, ...server } = databases[stage]!;
            new Stage(`${name}-${stage}`, {
                stage,
                namespace: platform.stages[stage]!,
                images: images.application,
                database: {
                    ...server,
                    name: `bookings_${stage}`,
                    owner: { user: `bookings_${stage}_owner`, password: secrets.ownerPassword },
                    app: { user: `bookings_${stage}_app`, password: secrets.appPassword },
                },
                ingress: { host: stageHost(plan, stage), tlsSecretName: STAGE_TLS_SECRET, className: "traefik" },
                ingressController: namespace(INGRESS_NAMESPACE),
                monitoring: PROMETHEUS_PODS,
            }, { ...inNamespaces, ...podsAfter(platform.enforcement, ready) });
        }
        this.registerOutputs({});
    }
}

/** A certificate as the Kubernetes objects take it. */
function keyOf({ certificate, privateKey }: Credential): { certificate: pulumi.Output<string>; key: pulumi.Output<string> } {
    return { certificate, key: privateKey };
}
