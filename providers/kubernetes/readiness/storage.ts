import type { output } from "@pulumi/kubernetes/types";
import { failed, notReady, READY, type Look, type Rule } from "./types";

const FIVE_MINUTES = 300;
const DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

type Claim = output.core.v1.PersistentVolumeClaim;
type StorageClass = output.storage.v1.StorageClass;

/** The class that the claim names, or the cluster's default. An empty name asks for a volume without class. */
async function classOf(look: Look, { spec }: Claim): Promise<StorageClass | undefined> {
    if (spec.storageClassName === "") {
        return undefined;
    }
    const kind = { apiVersion: "storage.k8s.io/v1", kind: "StorageClass" };
    if (spec.storageClassName) {
        const found = await look.get({ ...kind, metadata: { name: spec.storageClassName } });
        return found as unknown as StorageClass | undefined;
    }
    const classes = (await look.list(kind.apiVersion, kind.kind, "", {})) as unknown as StorageClass[];
    return classes.find(({ metadata }) => metadata.annotations?.[DEFAULT_CLASS] === "true");
}

/** The claim has a volume. With WaitForFirstConsumer it gets one with its first pod, which may come after it. */
export const persistentVolumeClaim: Rule<Claim> = {
    timeoutSeconds: FIVE_MINUTES,
    async judge(object, look) {
        const { phase } = object.status ?? {};
        if (phase === "Bound") {
            return READY;
        }
        if (phase === "Lost") {
            return failed("its volume is lost");
        }
        const storageClass = await classOf(look, object);
        if (phase === "Pending" && storageClass?.volumeBindingMode === "WaitForFirstConsumer") {
            return READY;
        }
        const { storageClassName } = object.spec;
        const because = storageClassName && !storageClass ? ` (there is no storage class ${storageClassName})` : "";
        return notReady(`it is ${phase ?? "not seen yet"}, not Bound${because}`);
    },
};

export const persistentVolume: Rule<output.core.v1.PersistentVolume> = {
    timeoutSeconds: FIVE_MINUTES,
    judge({ status }) {
        const { phase, message } = status ?? {};
        if (phase === "Failed") {
            return failed(message ?? "it has failed");
        }
        return phase === "Available" || phase === "Bound" ? READY : notReady(`it is ${phase ?? "not seen yet"}`);
    },
};
