/** One way to run a container in the cluster. A caller states what differs from it, and why. */
import * as k8s from "@pulumi/kubernetes";
import type { core } from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";

/** User of every container that has no other reason: not root, and no user of a Debian image. */
export const CONTAINER_USER = 10001;

/** Name of the port on which a container serves its metrics; the monitoring looks for it. */
export const METRICS_PORT = "metrics";

/** Amounts as Kubernetes writes them: `{ cpu: "10m", memory: "64Mi" }`. */
export type Amounts = Record<"cpu" | "memory", string>;

/** A volume of the pod and where the container finds it. */
export interface Mount {
    readonly name: string;
    readonly mountPath: string;
    /** `{ configMap: … }`, `{ secret: … }`, `{ emptyDir: … }`. */
    readonly source: Omit<core.v1.Volume, "name">;
    /** @default read-only, unless it is an `emptyDir` or a claim. */
    readonly readOnly?: boolean;
}

/** Fields that replace those of the helper; a security context is merged with its own, field by field. */
type Exceptions<Spec, Security> = Omit<Partial<Spec>, "securityContext"> & { readonly securityContext?: Security };

/** What a pod with one container is made of; also for a Job, a StatefulSet or a DaemonSet. */
export interface PodArgs {
    /** Kubernetes name, unique in the namespace: "web". */
    readonly app: string;
    /** What it belongs to: "bookings", "monitoring". */
    readonly partOf: string;
    /** Full reference of the image. */
    readonly image: pulumi.Input<string>;
    /** @default the image's own entry point. */
    readonly command?: string[];
    readonly args?: pulumi.Input<string>[];
    /** Settings. A secret never goes in here: mount it as a file. */
    readonly env?: Record<string, pulumi.Input<string>>;
    /** Container ports by name. The Service has the same. */
    readonly ports?: Record<string, number>;
    readonly resources: { readonly requests: Amounts; readonly limits: Amounts };
    /** Requests over HTTP that say whether to restart the container and whether to send it work. */
    readonly probes?: { readonly live: core.v1.Probe; readonly ready: core.v1.Probe };
    readonly mounts?: Mount[];
    /** Contents whose change has to restart the pods: Kubernetes does not when a mounted file changes. */
    readonly restartOn?: pulumi.Input<string>[];
    /** An account that may use the Kubernetes API. @default none, and no token in the pod. */
    readonly serviceAccount?: pulumi.Input<string>;
    /** Exceptions of the container; the caller says why. */
    readonly container?: Exceptions<core.v1.Container, core.v1.SecurityContext>;
    /** Exceptions of the pod; the caller says why. */
    readonly pod?: Exceptions<core.v1.PodSpec, core.v1.PodSecurityContext>;
}

/** The labels by which Services, policies and budgets find the pods of an app. They never change during its life. */
export function selectorOf({ app, partOf }: Pick<PodArgs, "app" | "partOf">): Record<string, string> {
    return { "app.kubernetes.io/name": app, "app.kubernetes.io/part-of": partOf };
}

/** A probe that asks for a path on a named port. */
export function httpProbe(path: string, port: string, more: Partial<core.v1.Probe> = {}): core.v1.Probe {
    return { httpGet: { path, port }, periodSeconds: 5, timeoutSeconds: 3, ...more };
}

/** A pod that passes the Pod Security level "restricted", with a read-only root and without an API token. */
export function podTemplate(args: PodArgs): core.v1.PodTemplateSpec {
    const mounts = args.mounts ?? [];
    const { securityContext: containerSecurity, ...container } = args.container ?? {};
    const { securityContext: podSecurity, ...pod } = args.pod ?? {};
    return {
        metadata: {
            labels: selectorOf(args),
            ...(args.restartOn && { annotations: { "plateau/configuration": digest(args.restartOn) } }),
        },
        spec: {
            ...(args.serviceAccount && { serviceAccountName: args.serviceAccount }),
            automountServiceAccountToken: args.serviceAccount !== undefined,
            enableServiceLinks: false, // a dozen variables per Service that nothing here reads
            securityContext: {
                runAsNonRoot: true,
                runAsUser: CONTAINER_USER,
                runAsGroup: CONTAINER_USER,
                fsGroup: CONTAINER_USER, // or the user could not read a secret of mode 0440
                seccompProfile: { type: "RuntimeDefault" },
                ...podSecurity,
            },
            topologySpreadConstraints: [spread(args)],
            containers: [
                {
                    name: args.app,
                    image: args.image,
                    imagePullPolicy: "IfNotPresent", // tags are digests of the content: what is there is what is meant
                    command: args.command,
                    args: args.args,
                    env: Object.entries(args.env ?? {}).map(([name, value]) => ({ name, value })),
                    ports: Object.entries(args.ports ?? {}).map(([name, containerPort]) => ({ name, containerPort })),
                    resources: args.resources,
                    ...probes(args.probes),
                    volumeMounts: mounts.map(({ name, mountPath, source, readOnly }) => ({
                        name,
                        mountPath,
                        readOnly: readOnly ?? !(source.emptyDir || source.persistentVolumeClaim),
                    })),
                    securityContext: {
                        allowPrivilegeEscalation: false,
                        readOnlyRootFilesystem: true,
                        capabilities: { drop: ["ALL"] },
                        ...containerSecurity,
                    },
                    ...container,
                },
            ],
            volumes: mounts.map(({ name, source }) => ({ name, ...source })),
            ...pod,
        },
    };
}

export interface WorkloadArgs extends PodArgs {
    readonly namespace: pulumi.Input<string>;
    /** @default 1; from 2 on, a disruption budget lets one go at a time. */
    readonly replicas?: number;
    /** Exceptions of the Service, such as its type; `false` if nobody calls. @default a cluster address, same ports */
    readonly service?: Partial<core.v1.ServiceSpec> | false;
    /** Exceptions of the roll-out. @default a new pod is ready before an old one goes. */
    readonly strategy?: k8s.types.input.apps.v1.DeploymentStrategy;
}

/** A Deployment, its Service and its disruption budget. What it depends on is there before its pods start. */
export class Workload extends pulumi.ComponentResource {
    readonly deployment: k8s.apps.v1.Deployment;
    readonly service?: k8s.core.v1.Service;

    constructor(name: string, args: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
        super("plateau:k8s:Workload", name, {}, opts);
        const replicas = args.replicas ?? 1;
        const selector = selectorOf(args);
        const metadata = { name: args.app, namespace: args.namespace, labels: selector };

        this.deployment = new k8s.apps.v1.Deployment(name, {
            metadata,
            spec: {
                replicas,
                revisionHistoryLimit: 3,
                progressDeadlineSeconds: 180,
                selector: { matchLabels: selector },
                strategy: args.strategy ?? { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
                template: podTemplate(args),
            },
        }, { parent: this, dependsOn: opts?.dependsOn });

        if (args.service !== false && args.ports) {
            const ports = Object.entries(args.ports).map(([port, number]) => ({
                name: port,
                port: number,
                targetPort: port,
            }));
            this.service = new k8s.core.v1.Service(name, {
                metadata,
                spec: { selector, ports, ...args.service },
            }, { parent: this });
        }
        if (replicas > 1) {
            new k8s.policy.v1.PodDisruptionBudget(name, {
                metadata,
                spec: { maxUnavailable: 1, selector: { matchLabels: selector } },
            }, { parent: this });
        }
        this.registerOutputs({});
    }
}

/** A slow start is no reason to restart: until the first answer, the liveness request is repeated for a minute. */
function probes(given: PodArgs["probes"]): Partial<core.v1.Container> {
    if (!given) return {};
    return {
        startupProbe: { ...given.live, periodSeconds: 1, failureThreshold: 60 },
        livenessProbe: { ...given.live, failureThreshold: 4 },
        readinessProbe: given.ready,
    };
}

/** Replicas on different nodes where there are several, and running all the same where there is one. */
function spread(args: PodArgs): core.v1.TopologySpreadConstraint {
    return {
        maxSkew: 1,
        topologyKey: "kubernetes.io/hostname",
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: selectorOf(args) },
    };
}

/** Not a secret although it is made of secrets: those are long and random, and it has to show in a diff. */
function digest(contents: pulumi.Input<string>[]): pulumi.Output<string> {
    const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
    return pulumi.unsecret(pulumi.all(contents).apply((all) => sha256(JSON.stringify(all)).slice(0, 16)));
}
