/** What runs in Kubernetes, the same on every target: the platform, the monitoring, and the stages of the application. */
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { SERVICES, type Service } from "../apps/services";
import { Stage } from "../apps/stage";
import { INGRESS_NAMESPACE } from "../k8s/ingress";
import { namespace } from "../k8s/flows";
import { Platform, PLATFORM_IMAGES, STAGE_TLS_SECRET, type PlatformArgs } from "../k8s/platform";
import { podsAfter } from "../k8s/pods-after";
import { PROMETHEUS_PODS } from "../monitoring/flows";
import { Monitoring } from "../monitoring/stack";
import { versions } from "../setup/versions";
import type { DatabaseSecrets } from "./configuration";
import type { Credential, Pki } from "./pki";
import { homeAddress, stageHost, type EnvironmentPlan } from "./plan";
import { RegistryImage } from "./plateau/resources";
import type { Role } from "./target";

/** Release of Debian that the images without a version of their own are made of. */
const DEBIAN = "trixie";
const POSTGRESQL_PORT = 5432;

export interface WorkloadsArgs {
    readonly plan: EnvironmentPlan;
    readonly pki: Pki;
    readonly database: DatabaseSecrets;
    readonly registryPassword: pulumi.Output<string>;
    readonly kubeconfig: pulumi.Output<string>;
    /** The cluster: what runs in it goes with it, and is not taken out piece by piece. */
    readonly cluster: pulumi.Resource;
    /** Stages start once their databases answer. */
    readonly databases: pulumi.Resource;
    /** Docker tag of each service's image. */
    readonly apps: Readonly<Record<Service, string>>;
}

export class Workloads extends pulumi.ComponentResource {
    constructor(name: string, args: WorkloadsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("plateau:index:Workloads", name, {}, opts);
        const { plan, pki, cluster } = args;
        const provider = new kubernetes.Provider(`${name}-cluster`, {
            kubeconfig: args.kubeconfig,
            // The program is the one truth: a run that was killed half-way, or a change by hand, is taken over.
            upsertExistingObjects: true,
            enablePatchForce: true,
            // A cluster that was lost with its volumes took with it what was in it.
            deleteUnreachable: true,
            // A change of configuration is an update; what reads it is rolled by its own annotation.
            enableConfigMapMutable: true,
            enableSecretMutable: true,
        }, { parent: this });
        const inCluster = { parent: this, provider, deletedWith: cluster };
        const { stages } = plan.specification;
        const caCertificate = pki.ca.certificate;

        const places = {
            controlPlane: addressesOf(plan, "control"),
            nodes: addressesOf(plan, "control", "worker"),
            entrance: [plan.servers.find((s) => s.role === "bastion")!.addresses.private!],
        };
        const platform = new Platform(`${name}-platform`, {
            images: Object.fromEntries(PLATFORM_IMAGES.map((image) => [image, reference(image)])) as PlatformArgs["images"],
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
            images: { prometheus: reference("prometheus"), alertmanager: reference("alertmanager") },
            tls: { ...pki.monitoring, caCertificate },
        }, { ...inNamespaces, ...podsAfter(platform.enforcement) });

        const images = this.pushImages(name, args);
        for (const stage of stages) {
            const secrets = args.database.stages[stage]!;
            const primary = plan.servers.find((s) => s.name === "db-1")!;
            new Stage(`${name}-${stage}`, {
                stage,
                namespace: platform.stages[stage]!,
                images,
                database: {
                    host: homeAddress(primary),
                    port: POSTGRESQL_PORT,
                    addresses: [homeAddress(primary)],
                    name: `bookings_${stage}`,
                    owner: { user: `bookings_${stage}_owner`, password: secrets.ownerPassword },
                    app: { user: `bookings_${stage}_app`, password: secrets.appPassword },
                    caPem: caCertificate,
                },
                ingress: { host: stageHost(plan.name, stage), tlsSecretName: STAGE_TLS_SECRET, className: "traefik" },
                ingressController: namespace(INGRESS_NAMESPACE),
                monitoring: PROMETHEUS_PODS,
            }, { ...inNamespaces, ...podsAfter(platform.enforcement, args.databases) });
        }
        this.registerOutputs({});
    }

    /** The application's images in the environment's registry, each by its digest. */
    private pushImages(name: string, { plan, pki, registryPassword, cluster, apps }: WorkloadsArgs): Record<Service, pulumi.Output<string>> {
        const push = (service: Service, after: pulumi.Resource) =>
            new RegistryImage(`${name}-image-${service}`, {
                source: apps[service],
                endpoint: `127.0.0.1:${plan.ports.registry}`,
                registry: `registry.${plan.domain}:5000`,
                repository: `plateau/${service}`,
                user: "plateau",
                password: registryPassword,
                caCertificate: pki.ca.certificate,
            }, { parent: this, dependsOn: [after] });
        // The first one brings the layer that all have in common; pushed at once, each would compress and send it.
        const first = push(SERVICES[0], cluster);
        const others = SERVICES.slice(1).map((service) => [service, push(service, first).reference]);
        return { [SERVICES[0]]: first.reference, ...Object.fromEntries(others) } as Record<Service, pulumi.Output<string>>;
    }
}

/** A certificate as the Kubernetes objects take it. */
function keyOf({ certificate, privateKey }: Credential): { certificate: pulumi.Output<string>; key: pulumi.Output<string> } {
    return { certificate, key: privateKey };
}

/** Name of an image that the nodes have from the start. */
function reference(image: string): string {
    const version = (versions as Record<string, unknown>)[image];
    return `plateau.internal/${image}:${typeof version === "string" ? `v${version}` : DEBIAN}`;
}

function addressesOf(plan: EnvironmentPlan, ...roles: Role[]): string[] {
    return plan.servers.filter((s) => roles.includes(s.role)).map(homeAddress);
}
