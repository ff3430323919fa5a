import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { deployment, provided, type DeploymentArgs, type Lab } from "./parts";
import { platform } from "./platform";

type Data = Record<string, string>;
type Outputs = Record<string, unknown>;

/** The programs of the tests by name. */
export const programs = {
    platform,

    deployment(lab: Lab, args: { metadata: object; createSeconds?: number; extra?: object } & DeploymentArgs): void {
        const spec = { ...deployment(args), ...args.extra };
        const customTimeouts = args.createSeconds ? { create: `${args.createSeconds}s` } : undefined;
        new k8s.apps.v1.Deployment("web", { metadata: args.metadata, spec }, { ...provided(lab), customTimeouts });
    },

    configMap(lab: Lab, args: { metadata: object; data?: Data; provider?: k8s.ProviderArgs }): void {
        new k8s.core.v1.ConfigMap("data", { metadata: args.metadata, data: args.data }, provided(lab, args.provider));
    },

    /** The second provider's kubeconfig is known only once the first object is there. */
    chained(lab: Lab): Outputs {
        const first = new k8s.core.v1.ConfigMap("first", { data: { a: "b" } }, provided(lab));
        const kubeconfig = first.metadata.uid.apply((uid) => (uid ? lab.kubeconfig : ""));
        const provider = new k8s.Provider("later", { kubeconfig });
        return { name: new k8s.core.v1.ConfigMap("second", { data: { a: "b" } }, { provider }).metadata.name };
    },

    imported(lab: Lab, { name, data }: { name: string; data: Data }): void {
        const options = { ...provided(lab), import: `default/${name}` };
        const metadata = { name, namespace: "default" };
        new k8s.core.v1.ConfigMap("imported", { metadata, data }, options);
        const encoded = Object.entries(data).map(([key, text]) => [key, Buffer.from(text).toString("base64")]);
        new k8s.core.v1.Secret("secret", { metadata, data: Object.fromEntries(encoded), type: "Opaque" }, options);
    },

    get(lab: Lab, { id }: { id: string }): Outputs {
        return { data: k8s.core.v1.ConfigMap.get("theirs", id, provided(lab)).data };
    },

    helmRelease(lab: Lab): void {
        new k8s.helm.v3.Release("release", { chart: "chart" }, provided(lab));
    },

    chart(lab: Lab): void {
        new k8s.helm.v4.Chart("chart", { chart: "chart" }, provided(lab));
    },

    patch(lab: Lab): void {
        new k8s.core.v1.ConfigMapPatch("patch", { metadata: { name: "any" } }, provided(lab));
    },

    list(lab: Lab): void {
        new k8s.core.v1.ConfigMapList("list", { items: [] }, provided(lab));
    },

    onlyProvider(lab: Lab, args: k8s.ProviderArgs): void {
        provided(lab, args);
    },
} satisfies Record<string, (lab: Lab, args: never) => Record<string, pulumi.Input<unknown>> | Outputs | void>;

