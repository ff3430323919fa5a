import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** Whoever makes the volumes, and how. */
export interface StorageClassArgs {
    readonly name: string;
    /** CSI driver that the cluster has. */
    readonly provisioner: string;
    readonly parameters: Readonly<Record<string, string>>;
    /** The driver runs. */
    readonly ready: pulumi.Resource;
}

/** The class of every claim that names none. */
export function defaultStorageClass(name: string, args: StorageClassArgs, opts: pulumi.CustomResourceOptions): void {
    new k8s.storage.v1.StorageClass(name, {
        metadata: { name: args.name, annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
        provisioner: args.provisioner,
        parameters: args.parameters,
        volumeBindingMode: "WaitForFirstConsumer", // the volume goes into the zone of its pod
        reclaimPolicy: "Delete", // what outlives the environment would be paid for
    }, pulumi.mergeOptions(opts, { dependsOn: [args.ready] }));
}
