/** Any Kubernetes object, as its API gives it. */
export interface KubeObject {
    apiVersion: string;
    kind: string;
    metadata: Metadata;
    [field: string]: unknown;
}

export interface Metadata {
    name: string;
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    generation?: number;
    creationTimestamp?: string;
    finalizers?: string[];
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    managedFields?: unknown;
}

/** Name under which this plugin owns fields. */
export const FIELD_MANAGER = "pulumi-kubernetes";

/** Says that the name was made from the resource's logical name, so that a replacement can have another. */
export const AUTONAMED = "pulumi.com/autonamed";
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

/** An object's Pulumi ID. */
export const idOf = ({ metadata: { namespace, name } }: KubeObject): string =>
    namespace ? `${namespace}/${name}` : name;

export const parseId = (id: string): { namespace?: string; name: string } => {
    const [first = "", second] = id.split("/");
    return second === undefined ? { name: first } : { namespace: first, name: second };
};

/** How messages name an object: `Deployment prod/web`. */
export const describe = (object: KubeObject): string => `${object.kind} ${idOf(object)}`;

/** The value of one of Pulumi's annotations, as in `pulumi.com/skipAwait`. */
export const annotation = (object: Partial<KubeObject>, name: string): string | undefined =>
    object.metadata?.annotations?.[`pulumi.com/${name}`];

/** A copy without some of its fields. */
export function without<Fields extends object>(fields: Fields, ...names: (keyof Fields)[]): Fields {
    const copy = { ...fields };
    names.forEach((name) => delete copy[name]);
    return copy;
}

/** Without who owns which field, and without kubectl's copy of the object, which holds a Secret's data in the clear. */
export function withoutBookkeeping(object: KubeObject): KubeObject {
    const metadata = without(object.metadata, "managedFields");
    if (metadata.annotations) {
        metadata.annotations = without(metadata.annotations, LAST_APPLIED);
    }
    return { ...object, metadata };
}

/** What a program could have written to get this object: without what only the API server sets. */
export function asInputs(object: KubeObject): KubeObject {
    const inputs = without(withoutBookkeeping(object), "status");
    return {
        ...inputs,
        metadata: without(inputs.metadata, "uid", "resourceVersion", "generation", "creationTimestamp"),
    };
}
