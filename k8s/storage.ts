import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { account, READ } from "./access";
import { allowFlows } from "./flows";
import { toApiServer, type Places } from "./places";
import { Workload } from "./workload";

export interface StorageArgs {
    /** A namespace whose pods may mount directories of their node. */
    readonly namespace: pulumi.Input<string>;
    /** The namespace's name, for the program's own settings. */
    readonly namespaceName: string;
    /** Full references of the provisioner's image, and of one with a shell. */
    readonly images: Readonly<Record<"local-path-provisioner" | "helper", pulumi.Input<string>>>;
    readonly places: Places;
}

const IDENTITY = { app: "local-path-provisioner", partOf: "cluster" } as const;

/** On the node. It has to survive the node's restart, and lie on a real file system. */
const DIRECTORY = "/var/lib/local-path-provisioner";
/** In the container. */
const SETTINGS = "/etc/local-path-provisioner";
const PROVISIONER = "rancher.io/local-path";

/**
 * The default StorageClass: a volume is a directory of the node on which its first pod runs, and the pod stays there.
 * A node that is lost takes its volumes along; what must survive that belongs into the database.
 */
export class Storage extends pulumi.ComponentResource {
    constructor(name: string, args: StorageArgs, opts?: pulumi.ComponentResourceOptions) {
        super("plateau:k8s:Storage", name, {}, opts);
        const child = { parent: this };
        const { namespace, images, places } = args;
        const flows = allowFlows(`${name}-flows`, { ...IDENTITY, namespace, to: [toApiServer(places)] }, child);
        const settings = pulumi.output(images.helper).apply(configuration);
        const configMap = new k8s.core.v1.ConfigMap(`${name}-configuration`, {
            metadata: { name: IDENTITY.app, namespace },
            data: settings,
        }, child);
        new Workload(name, {
            ...IDENTITY,
            namespace,
            image: images["local-path-provisioner"],
            args: [
                "start",
                `--config=${SETTINGS}/config.json`,
                `--provisioner-name=${PROVISIONER}`,
                `--namespace=${args.namespaceName}`,
                `--configmap-name=${IDENTITY.app}`,
                `--service-account-name=${IDENTITY.app}`,
                pulumi.interpolate`--helper-image=${images.helper}`,
            ],
            env: { POD_NAMESPACE: namespace, CONFIG_MOUNT_PATH: SETTINGS },
            serviceAccount: rights(name, args, child),
            // No probes: it has no port. It ends when it loses the API server, and is started again.
            service: false,
            resources: { requests: { cpu: "5m", memory: "24Mi" }, limits: { cpu: "200m", memory: "64Mi" } },
            mounts: [
                { name: "settings", mountPath: SETTINGS, source: { configMap: { name: configMap.metadata.name } } },
            ],
            restartOn: [settings.apply((data) => JSON.stringify(data))],
            strategy: { type: "Recreate" }, // two would make the same volume twice
        }, { ...child, dependsOn: flows });

        new k8s.storage.v1.StorageClass(name, {
            metadata: {
                name: "local-path",
                // "local" volumes get the group of their pod; "hostPath" ones would stay root's.
                annotations: { "storageclass.kubernetes.io/is-default-class": "true", defaultVolumeType: "local" },
            },
            provisioner: PROVISIONER,
            volumeBindingMode: "WaitForFirstConsumer", // the volume goes where the pod goes
            reclaimPolicy: "Delete",
        }, child);
        this.registerOutputs({});
    }
}

/** Files that the provisioner reads: where volumes go, and the pod that makes and removes their directories. */
function configuration(helperImage: string): Record<string, string> {
    const helperPod = {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "helper-pod" },
        spec: {
            priorityClassName: "system-node-critical",
            automountServiceAccountToken: false,
            containers: [
                {
                    name: "helper-pod",
                    image: helperImage,
                    imagePullPolicy: "IfNotPresent",
                    resources: { requests: { cpu: "5m", memory: "8Mi" }, limits: { cpu: "200m", memory: "32Mi" } },
                    securityContext: {
                        allowPrivilegeEscalation: false,
                        readOnlyRootFilesystem: true,
                        capabilities: { drop: ["ALL"], add: ["DAC_OVERRIDE"] }, // to remove files of any user
                    },
                },
            ],
        },
    };
    return {
        "config.json": JSON.stringify({
            nodePathMap: [{ node: "DEFAULT_PATH_FOR_NON_LISTED_NODES", paths: [DIRECTORY] }],
        }),
        setup: '#!/bin/sh\nset -eu\nmkdir -m 0770 -p "$VOL_DIR"\n',
        teardown: '#!/bin/sh\nset -eu\nrm -rf "$VOL_DIR"\n',
        "helperPod.yaml": JSON.stringify(helperPod), // JSON is YAML
    };
}

function rights(
    name: string,
    { namespace, namespaceName }: StorageArgs,
    opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
    return account(name, {
        ...IDENTITY,
        namespace,
        everywhere: [
            { apiGroups: [""], resources: ["nodes", "persistentvolumeclaims"], verbs: READ },
            {
                apiGroups: [""],
                resources: ["persistentvolumes"],
                verbs: [...READ, "create", "patch", "update", "delete"],
            },
            { apiGroups: ["storage.k8s.io"], resources: ["storageclasses"], verbs: READ },
            { apiGroups: [""], resources: ["events"], verbs: ["create", "patch"] },
        ],
        inNamespaces: {
            [namespaceName]: [
                { apiGroups: [""], resources: ["pods"], verbs: [...READ, "create", "delete"] },
                { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
                { apiGroups: [""], resources: ["configmaps"], verbs: READ },
            ],
        },
    }, opts);
}
