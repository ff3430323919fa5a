import type { output } from "@pulumi/kubernetes/types";
import { condition, failed, isOutdated, notReady, READY, UNSEEN, type Rule } from "./types";

const TEN_MINUTES = 600;

/** All replicas are new and available, and no old one is left. */
export const deployment: Rule<output.apps.v1.Deployment> = {
    timeoutSeconds: TEN_MINUTES,
    judge(object, _look, since) {
        if (isOutdated(object)) {
            return UNSEEN;
        }
        const progressing = condition(object, "Progressing");
        const gaveUp = progressing?.reason === "ProgressDeadlineExceeded";
        if (gaveUp && Date.parse(progressing.lastUpdateTime ?? "") >= since) {
            return failed(progressing.message ?? "it made no progress within its deadline");
        }
        const wanted = object.spec.replicas ?? 1;
        const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = object.status ?? {};
        const failure = condition(object, "ReplicaFailure")?.message;
        const because = failure ? ` (${failure})` : "";
        if (updatedReplicas < wanted) {
            return notReady(`${updatedReplicas} of ${wanted} replicas are up to date${because}`);
        }
        if (replicas > updatedReplicas) {
            return notReady(`${replicas - updatedReplicas} old replicas have not ended yet`);
        }
        return availableReplicas < wanted
            ? notReady(`${availableReplicas} of ${wanted} replicas are available${because}`)
            : READY;
    },
};

/** All replicas are ready, and those that the strategy updates by itself are new. */
export const statefulSet: Rule<output.apps.v1.StatefulSet> = {
    timeoutSeconds: TEN_MINUTES,
    judge(object) {
        if (isOutdated(object)) {
            return UNSEEN;
        }
        const wanted = object.spec.replicas ?? 1;
        const { readyReplicas = 0, updatedReplicas = 0, currentRevision, updateRevision } = object.status ?? {};
        if (readyReplicas < wanted) {
            return notReady(`${readyReplicas} of ${wanted} replicas are ready`);
        }
        const { type, rollingUpdate } = object.spec.updateStrategy ?? {};
        if (type === "OnDelete" || currentRevision === updateRevision) {
            return READY; // with OnDelete somebody deletes the old pods when it suits them
        }
        const toUpdate = wanted - (rollingUpdate?.partition ?? 0);
        return updatedReplicas < toUpdate
            ? notReady(`${updatedReplicas} of ${toUpdate} replicas are up to date`)
            : rollingUpdate?.partition
              ? READY
              : notReady("its controller has not finished the update");
    },
};

/** Every node that should have a pod has one that is new and available. */
export const daemonSet: Rule<output.apps.v1.DaemonSet> = {
    timeoutSeconds: TEN_MINUTES,
    judge(object) {
        if (isOutdated(object)) {
            return UNSEEN;
        }
        const {
            desiredNumberScheduled: wanted = 0,
            updatedNumberScheduled = 0,
            numberAvailable = 0,
        } = object.status ?? {};
        if (object.spec.updateStrategy?.type !== "OnDelete" && updatedNumberScheduled < wanted) {
            return notReady(`pods on ${updatedNumberScheduled} of ${wanted} nodes are up to date`);
        }
        return numberAvailable < wanted
            ? notReady(`pods on ${numberAvailable} of ${wanted} nodes are available`)
            : READY;
    },
};

export const replicationController: Rule<output.core.v1.ReplicationController> = {
    timeoutSeconds: TEN_MINUTES,
    judge(object) {
        const wanted = object.spec.replicas ?? 1;
        const { readyReplicas = 0 } = object.status ?? {};
        return readyReplicas < wanted ? notReady(`${readyReplicas} of ${wanted} replicas are ready`) : READY;
    },
};

/** The job has ended well. */
export const job: Rule<output.batch.v1.Job> = {
    timeoutSeconds: TEN_MINUTES,
    judge(object) {
        const failure = condition(object, "Failed");
        if (failure?.status === "True") {
            return failed(failure.message ?? failure.reason ?? "it failed");
        }
        if (condition(object, "Complete")?.status === "True" || object.spec.suspend) {
            return READY; // a suspended job does nothing until somebody resumes it
        }
        const { succeeded = 0, failed: lost = 0 } = object.status ?? {};
        return notReady(`${succeeded} of ${object.spec.completions ?? 1} pods have succeeded, ${lost} have failed`);
    },
};

/** The pod is ready, or has ended well. */
export const pod: Rule<output.core.v1.Pod> = {
    timeoutSeconds: TEN_MINUTES,
    judge(object) {
        const { phase, message } = object.status ?? {};
        if (phase === "Failed") {
            return failed(message ?? "it has failed");
        }
        const ready = condition(object, "Ready");
        return phase === "Succeeded" || ready?.status === "True"
            ? READY
            : notReady(ready?.message ?? `it is ${phase ?? "not scheduled"}`);
    },
};
