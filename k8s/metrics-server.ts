import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { account, READ } from "./access";
import { allowFlows, hosts } from "./flows";
import { toApiServer, toKubelets, type Places } from "./places";
import { tlsSecret, type Certificate } from "./tls";
import { httpProbe, Workload } from "./workload";

export interface MetricsServerArgs {
    /** Full reference of the image. */
    readonly image: pulumi.Input<string>;
    readonly places: Places;
    /** Certificate for {@link METRICS_SERVER_HOST}, its key, and the authority that signed it; PEM. */
    readonly tls: Certificate & { readonly ca: pulumi.Input<string> };
}

const IDENTITY = { app: "metrics-server", partOf: "cluster" } as const;
const NAMESPACE = "kube-system";
const PORT = 10250;

/** The name that the API server expects in the certificate. */
export const METRICS_SERVER_HOST = `${IDENTITY.app}.${NAMESPACE}.svc`;

/** The authority that signs the kubelets' certificates, where every pod with an account finds it. */
const CLUSTER_CA = "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt";

/** What nodes and pods use right now, for `kubectl top` and for autoscalers. Both its ends are verified. */
export class MetricsServer extends pulumi.ComponentResource {
    constructor(name: string, args: MetricsServerArgs, opts?: pulumi.ComponentResourceOptions) {
        super("plateau:k8s:MetricsServer", name, {}, opts);
        const child = { parent: this };
        const { places, tls } = args;
        const flows = allowFlows(`${name}-flows`, {
            ...IDENTITY,
            namespace: NAMESPACE,
            from: [{ peers: hosts(places.controlPlane), ports: [PORT] }],
            to: [toApiServer(places), toKubelets(places)],
        }, child);
        const certificate = tlsSecret(
            `${name}-tls`,
            { secretName: `${IDENTITY.app}-tls`, namespace: NAMESPACE, ...tls },
            child,
        );
        const workload = new Workload(name, {
            ...IDENTITY,
            namespace: NAMESPACE,
            image: args.image,
            args: [
                `--secure-port=${PORT}`,
                "--tls-cert-file=/etc/tls/tls.crt",
                "--tls-private-key-file=/etc/tls/tls.key",
                "--kubelet-preferred-address-types=InternalIP",
                `--kubelet-certificate-authority=${CLUSTER_CA}`,
                // It is ready after its first round; a round may not be shorter, nor its requests longer than a round.
                "--metric-resolution=10s",
                "--kubelet-request-timeout=5s",
            ],
            serviceAccount: rights(name, child),
            ports: { https: PORT },
            service: { ports: [{ name: "https", port: 443, targetPort: "https" }] },
            probes: { live: https("/livez"), ready: https("/readyz") },
            resources: { requests: { cpu: "10m", memory: "48Mi" }, limits: { cpu: "500m", memory: "128Mi" } },
            mounts: [
                { name: "tls", mountPath: "/etc/tls", source: { secret: { secretName: certificate.metadata.name } } },
            ],
            restartOn: [tls.certificate],
            pod: { priorityClassName: "system-cluster-critical" },
        }, { ...child, dependsOn: flows });

        new k8s.apiregistration.v1.APIService(name, {
            metadata: { name: "v1beta1.metrics.k8s.io" },
            spec: {
                group: "metrics.k8s.io",
                version: "v1beta1",
                groupPriorityMinimum: 100,
                versionPriority: 100,
                service: { name: IDENTITY.app, namespace: NAMESPACE, port: 443 },
                caBundle: pulumi.output(tls.ca).apply((pem) => Buffer.from(pem).toString("base64")),
            },
        }, { ...child, dependsOn: workload });
        this.registerOutputs({});
    }
}

/** It reads from kubelets, and asks the API server whether its own callers may read from it. */
function rights(name: string, opts: pulumi.CustomResourceOptions): pulumi.Output<string> {
    return account(name, {
        ...IDENTITY,
        namespace: NAMESPACE,
        everywhere: [
            { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
            { apiGroups: [""], resources: ["nodes", "pods"], verbs: READ },
            { apiGroups: ["authentication.k8s.io"], resources: ["tokenreviews"], verbs: ["create"] },
            { apiGroups: ["authorization.k8s.io"], resources: ["subjectaccessreviews"], verbs: ["create"] },
        ],
        inNamespaces: {
            [NAMESPACE]: [
                {
                    apiGroups: [""],
                    resources: ["configmaps"],
                    resourceNames: ["extension-apiserver-authentication"],
                    verbs: READ,
                },
            ],
        },
    }, opts);
}

function https(path: string): k8s.types.input.core.v1.Probe {
    return httpProbe(path, "https", { httpGet: { path, port: "https", scheme: "HTTPS" } });
}
