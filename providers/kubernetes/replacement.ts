import type { Path } from "../kit/types";
import { annotation, type KubeObject } from "./objects";
import type { Settings } from "./settings";

const WORKLOAD = ["spec.selector"];
const BINDING = ["roleRef"];

/** Fields of each kind that the API server never changes in a living object. */
const IMMUTABLE: Record<string, string[]> = {
    "apps/Deployment": WORKLOAD,
    "apps/DaemonSet": WORKLOAD,
    "apps/ReplicaSet": WORKLOAD,
    "apps/StatefulSet": [...WORKLOAD, "spec.serviceName", "spec.podManagementPolicy", "spec.volumeClaimTemplates"],
    "batch/Job": [
        ...WORKLOAD,
        "spec.template",
        "spec.completions",
        "spec.completionMode",
        "spec.manualSelector",
        "spec.podFailurePolicy",
        "spec.backoffLimitPerIndex",
    ],
    "/Service": ["spec.clusterIP"],
    "/ConfigMap": ["data", "binaryData", "immutable"],
    "/Secret": ["type", "data", "stringData", "immutable"],
    "/PersistentVolume": ["spec.hostPath", "spec.local", "spec.nfs", "spec.csi", "spec.iscsi", "spec.fc"],
    "/PersistentVolumeClaim": [
        "spec.accessModes",
        "spec.storageClassName",
        "spec.volumeName",
        "spec.volumeMode",
        "spec.selector",
        "spec.dataSource",
        "spec.dataSourceRef",
    ],
    "/ResourceQuota": ["spec.scopes", "spec.scopeSelector"],
    "rbac.authorization.k8s.io/RoleBinding": BINDING,
    "rbac.authorization.k8s.io/ClusterRoleBinding": BINDING,
    "storage.k8s.io/StorageClass": ["provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"],
    "networking.k8s.io/IngressClass": ["spec.controller"],
    "scheduling.k8s.io/PriorityClass": ["value", "preemptionPolicy"],
    "node.k8s.io/RuntimeClass": ["handler"],
    "apiextensions.k8s.io/CustomResourceDefinition": [
        "spec.group",
        "spec.scope",
        "spec.names.plural",
        "spec.names.kind",
    ],
};

/** A pod can change its images and little else; each of these would be refused. */
const CHANGEABLE_IN_POD = [
    /^spec\.(initC|c)ontainers\.\d+\.image$/,
    /^spec\.activeDeadlineSeconds$/,
    /^spec\.tolerations(\.|$)/,
    /^metadata\./,
];

const group = (apiVersion: string): string =>
    apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";

const isWithin = (path: string, prefix: string): boolean => path === prefix || path.startsWith(`${prefix}.`);

/** Data of ConfigMaps and Secrets can change in place if the provider says so and the object is not immutable. */
function isMutableData(path: string, oldInputs: KubeObject, settings: Settings): boolean {
    const allowed =
        (oldInputs.kind === "ConfigMap" && settings.enableConfigMapMutable) ||
        (oldInputs.kind === "Secret" && settings.enableSecretMutable);
    return allowed && oldInputs["immutable"] !== true && path !== "type";
}

/** Says whether a change at `path` needs a new object. */
export function replacesObject(path: Path, oldInputs: KubeObject, inputs: KubeObject, settings: Settings): boolean {
    const changed = path.join(".");
    if (["apiVersion", "kind"].includes(changed)) {
        // `apps/v1beta1` and `apps/v1` show the same objects; another group or kind is another object.
        return group(oldInputs.apiVersion) !== group(inputs.apiVersion) || oldInputs.kind !== inputs.kind;
    }
    if (["metadata", "metadata.name", "metadata.namespace"].includes(changed)) {
        return true;
    }
    if (oldInputs.kind === "Pod" && oldInputs.apiVersion === "v1") {
        return !CHANGEABLE_IN_POD.some((pattern) => pattern.test(changed));
    }
    const immutable = IMMUTABLE[`${group(oldInputs.apiVersion)}/${oldInputs.kind}`] ?? [];
    // `spec` itself changes when it is added, removed or unknown as a whole.
    const touches = immutable.some((field) => isWithin(changed, field) || isWithin(field, changed));
    return touches && !isMutableData(changed, oldInputs, settings);
}

/** A name that the program chose cannot exist twice; an automatic one is chosen anew. */
export function deletesFirst(oldInputs: KubeObject, inputs: KubeObject): boolean {
    return (
        annotation(inputs, "autonamed") !== "true" &&
        oldInputs.metadata?.name === inputs.metadata?.name &&
        oldInputs.metadata?.namespace === inputs.metadata?.namespace
    );
}
