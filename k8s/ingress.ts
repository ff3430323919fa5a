import * as k8s from "@pulumi/kubernetes";
import type { networking } from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import { account, READ } from "./access";
import { allowFlows, hosts, namespace as inNamespace } from "./flows";
import { toApiServer, type Places } from "./places";
import { tlsSecret, type Certificate } from "./tls";
import { httpProbe, METRICS_PORT, selectorOf, Workload, type Mount } from "./workload";

export interface IngressControllerArgs {
    /** A namespace that exists, named {@link INGRESS_NAMESPACE}. */
    readonly namespace: pulumi.Input<string>;
    /** Full reference of the image. */
    readonly image: pulumi.Input<string>;
    /** Namespaces whose Ingress objects count. It may read their certificates, and therefore all their secrets. */
    readonly served: readonly string[];
    readonly places: Places;
    /** The pods that fetch metrics. */
    readonly monitoring: networking.v1.NetworkPolicyPeer;
    /** What a caller sees whose host name has no certificate of its own; PEM. */
    readonly tls: Certificate;
    /** @default 2, on different nodes */
    readonly replicas?: number;
}

export const INGRESS_NAMESPACE = "ingress";
export const INGRESS_CLASS = "traefik";
const IDENTITY = { app: "traefik", partOf: "ingress" } as const;

/** Its pods, for the policies of those whom it calls. */
export const INGRESS_PODS: networking.v1.NetworkPolicyPeer = inNamespace(INGRESS_NAMESPACE, selectorOf(IDENTITY));

/** Port of every node on which it is reached over HTTPS; the load balancer in front of the nodes knows it. */
export const INGRESS_NODE_PORT = 30443;

const PORTS = { https: 8443, [METRICS_PORT]: 9100 };
const DIRECTORIES = { settings: "/etc/traefik/dynamic", tls: "/etc/traefik/tls" };

/** Traefik: the way in from outside, over HTTPS only, for the Ingress objects of the namespaces that it serves. */
export class IngressController extends pulumi.ComponentResource {
    constructor(name: string, args: IngressControllerArgs, opts?: pulumi.ComponentResourceOptions) {
        super("plateau:k8s:IngressController", name, {}, opts);
        const child = { parent: this };
        const { namespace, places, tls } = args;
        const flows = allowFlows(`${name}-flows`, {
            ...IDENTITY,
            namespace,
            from: [
                { peers: hosts(places.entrance), ports: [PORTS.https] },
                { peers: [args.monitoring], ports: [PORTS[METRICS_PORT]] },
            ],
            to: [
                toApiServer(places),
                // Any port: which one a caller may reach is for the namespace's own policies to say.
                { peers: args.served.map((served) => inNamespace(served)), ports: [] },
            ],
        }, child);
        const certificate = tlsSecret(`${name}-tls`, { secretName: `${IDENTITY.app}-tls`, namespace, ...tls }, child);
        const settings = new k8s.core.v1.ConfigMap(`${name}-settings`, {
            metadata: { name: IDENTITY.app, namespace },
            data: { "tls.yml": JSON.stringify(TLS_SETTINGS) }, // JSON is YAML
        }, child);

        new k8s.networking.v1.IngressClass(name, {
            metadata: { name: INGRESS_CLASS, annotations: { "ingressclass.kubernetes.io/is-default-class": "true" } },
            spec: { controller: "traefik.io/ingress-controller" },
        }, child);
        new Workload(name, {
            ...IDENTITY,
            namespace,
            image: args.image,
            args: options(args.served),
            replicas: args.replicas ?? 2,
            serviceAccount: rights(name, args, child),
            ports: PORTS,
            service: {
                type: "NodePort",
                // A node passes on only to its own pod: callers keep their address, and a node without a pod says so.
                externalTrafficPolicy: "Local",
                ports: [{ name: "https", port: 443, targetPort: "https", nodePort: INGRESS_NODE_PORT }],
            },
            probes: { live: httpProbe("/ping", METRICS_PORT), ready: httpProbe("/ping", METRICS_PORT) },
            resources: { requests: { cpu: "10m", memory: "64Mi" }, limits: { cpu: "1", memory: "192Mi" } },
            mounts: [
                mount("settings", { configMap: { name: settings.metadata.name } }),
                mount("tls", { secret: { secretName: certificate.metadata.name } }),
            ],
            restartOn: [tls.certificate, JSON.stringify(TLS_SETTINGS)],
        }, { ...child, dependsOn: flows });
        this.registerOutputs({});
    }
}

function mount(name: keyof typeof DIRECTORIES, source: Mount["source"]): Mount {
    return { name, mountPath: DIRECTORIES[name], source };
}

const TLS_SETTINGS = {
    tls: {
        options: { default: { minVersion: "VersionTLS12" } },
        stores: {
            default: {
                defaultCertificate: { certFile: `${DIRECTORIES.tls}/tls.crt`, keyFile: `${DIRECTORIES.tls}/tls.key` },
            },
        },
    },
};

function options(served: readonly string[]): string[] {
    return [
        "--global.checknewversion=false",
        "--global.sendanonymoususage=false",
        "--log.level=WARN",
        "--accesslog=true",
        "--accesslog.format=json",
        `--entrypoints.https.address=:${PORTS.https}`,
        "--entrypoints.https.http.tls=true",
        `--entrypoints.${METRICS_PORT}.address=:${PORTS[METRICS_PORT]}`,
        "--metrics.prometheus=true",
        `--metrics.prometheus.entrypoint=${METRICS_PORT}`,
        "--ping=true",
        `--ping.entrypoint=${METRICS_PORT}`,
        "--providers.kubernetesingress=true",
        `--providers.kubernetesingress.ingressclass=${INGRESS_CLASS}`,
        `--providers.kubernetesingress.namespaces=${served.join(",")}`,
        `--providers.file.directory=${DIRECTORIES.settings}`,
    ];
}

function rights(
    name: string,
    { namespace, served }: IngressControllerArgs,
    opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
    const inEach = [
        { apiGroups: [""], resources: ["services", "secrets"], verbs: READ },
        { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: READ },
        { apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: READ },
        { apiGroups: ["networking.k8s.io"], resources: ["ingresses/status"], verbs: ["update"] },
    ];
    return account(name, {
        ...IDENTITY,
        namespace,
        everywhere: [
            { apiGroups: [""], resources: ["nodes"], verbs: READ },
            { apiGroups: ["networking.k8s.io"], resources: ["ingressclasses"], verbs: READ },
        ],
        inNamespaces: Object.fromEntries(served.map((each) => [each, inEach])),
    }, opts);
}
