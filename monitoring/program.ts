/** What Prometheus and Alertmanager have in common: a configuration, a certificate, storage, one replica. */
import { createHash } from "node:crypto";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { dump } from "js-yaml";
import { allowFlows, type FlowsArgs } from "../k8s/flows";
import { httpProbe, Workload, type PodArgs } from "../k8s/workload";
import { TLS_DIRECTORY } from "./identity";

/** The environment's certificate of the monitoring, and the CA that signed it; all PEM. */
export interface Tls {
    readonly caCertificate: pulumi.Input<string>;
    /** For both ends: what the two Services show, and what Prometheus shows to the exporters. */
    readonly certificate: pulumi.Input<string>;
    /** Kept secret in the state, whatever it is given as. */
    readonly privateKey: pulumi.Input<string>;
}

export interface ProgramArgs
    extends Pick<PodArgs, "app" | "partOf" | "image" | "resources" | "env" | "serviceAccount">,
        Pick<FlowsArgs, "from" | "to"> {
    readonly namespace: pulumi.Input<string>;
    /** Command-line options. */
    readonly options: readonly string[];
    readonly port: number;
    readonly configuration: { readonly directory: string; readonly files: Readonly<Record<string, string>> };
    readonly storage: { readonly directory: string; readonly size: string };
    readonly tls: Tls;
}

/** A program of the monitoring. Ready means that it has read its configuration and answers. */
export class Program extends pulumi.ComponentResource {
    constructor(name: string, args: ProgramArgs, opts?: pulumi.ComponentResourceOptions) {
        super("plateau:monitoring:Program", name, {}, opts);
        const { app, partOf, namespace, configuration, storage, options, port, ...pod } = args;
        const child = { parent: this };
        const metadata = { namespace, labels: { "app.kubernetes.io/name": app, "app.kubernetes.io/part-of": partOf } };

        const flows = allowFlows(`${name}-flows`, { app, partOf, namespace, from: args.from, to: args.to }, child);
        const { files, directory } = configuration;
        const contents = new k8s.core.v1.ConfigMap(`${name}-configuration`, {
            metadata: { ...metadata, name: nameAfter(`${app}-configuration`, Object.entries(files).flat()) },
            data: files,
        }, child);
        const secret = new k8s.core.v1.Secret(`${name}-tls`, {
            metadata: { ...metadata, name: nameAfter(`${app}-tls`, [args.tls.caCertificate, args.tls.certificate]) },
            data: pemFiles(args.tls),
        }, child);
        const claim = new k8s.core.v1.PersistentVolumeClaim(`${name}-data`, {
            metadata: { ...metadata, name: app },
            spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: storage.size } } },
        }, child);

        new Workload(name, {
            app,
            partOf,
            namespace,
            image: pod.image,
            args: [...options],
            env: pod.env,
            ports: { web: port },
            resources: pod.resources,
            serviceAccount: pod.serviceAccount,
            probes: { live: probe("/-/healthy"), ready: probe("/-/ready") },
            mounts: [
                mount("configuration", directory, { configMap: { name: contents.metadata.name } }),
                mount("tls", TLS_DIRECTORY, { secret: { secretName: secret.metadata.name, defaultMode: 0o440 } }),
                mount("data", storage.directory, { persistentVolumeClaim: { claimName: claim.metadata.name } }),
            ],
            strategy: { type: "Recreate" }, // two of them on the same storage would destroy it
        }, { ...child, dependsOn: flows });
        this.registerOutputs({});
    }
}

/**
 * A name that follows the content: another content is another object, which rolls the pod. It is not left to the plugin,
 * which would choose it at random: an object whose making was interrupted would stay beside the next one.
 */
const nameAfter = (name: string, content: pulumi.Input<string>[]): pulumi.Output<string> =>
    pulumi.all(content).apply((known) => `${name}-${createHash("sha256").update(known.join("\0")).digest("hex").slice(0, 8)}`);

/** A configuration file. Long lines stay whole: a folded expression is hard to search for. */
export const yaml = (content: unknown): string => dump(content, { lineWidth: -1, noRefs: true });

const probe = (path: string) => httpProbe(path, "web", { httpGet: { path, port: "web", scheme: "HTTPS" } });

const mount = (name: string, mountPath: string, source: object) => ({ name, mountPath, source });

function pemFiles({ caCertificate, certificate, privateKey }: Tls): Record<string, pulumi.Output<string>> {
    const base64 = (text: string): string => Buffer.from(text).toString("base64");
    return {
        "ca.crt": pulumi.output(caCertificate).apply(base64),
        "tls.crt": pulumi.output(certificate).apply(base64),
        "tls.key": pulumi.secret(privateKey).apply(base64),
    };
}
