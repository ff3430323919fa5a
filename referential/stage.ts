/** Makes the Kubernetes objects of two stages comparable: what names the stage or the moment is taken out. */

export interface KubernetesObject {
    readonly kind: string;
    readonly metadata: { readonly name: string; readonly labels?: Record<string, string> };
    readonly spec?: object;
    readonly data?: object;
}

/** Given by the cluster to one object, and of no meaning for another. */
const OF_THIS_OBJECT = ["clusterIP", "clusterIPs", "nodePort", "healthCheckNodePort"];

/** Annotations tell when and by whom, not what: a restart or a new password must not look like another design. */
const MOMENTARY = ["annotations", "creationTimestamp"];

/** Description of an object with STAGE in the place of its stage's name: "bookings_prod" → "bookings_STAGE". */
export function comparable(object: KubernetesObject, stage: string): object {
    const { kind, metadata, spec, data } = object;
    // Kubernetes puts its own CA into every namespace; it is the same one and no part of the design.
    const content = metadata.name === "kube-root-ca.crt" ? {} : { spec, data };
    return normalise({ kind, name: metadata.name, labels: metadata.labels, ...content }, stage) as object;
}

function normalise(value: unknown, stage: string): unknown {
    if (typeof value === "string")
        return value.replaceAll(new RegExp(`(?<![a-zA-Z])${stage}(?![a-zA-Z])`, "g"), "STAGE");
    if (Array.isArray(value)) return value.map((item) => normalise(item, stage));
    if (typeof value !== "object" || value === null) return value;
    const kept = Object.entries(value).filter(([key]) => !OF_THIS_OBJECT.includes(key) && !MOMENTARY.includes(key));
    return Object.fromEntries(kept.map(([key, item]) => [key, normalise(item, stage)]));
}
