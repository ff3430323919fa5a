import { annotation, type KubeObject } from "../objects";
import { ingress, service } from "./network";
import { apiService, customResourceDefinition, namespace, resourceQuota, secret } from "./others";
import { persistentVolume, persistentVolumeClaim } from "./storage";
import type { Rule } from "./types";
import { daemonSet, deployment, job, pod, replicationController, statefulSet } from "./workloads";

export type { Rule, Verdict } from "./types";

/** Kinds that take time to do their work. All others are ready once the API server has them. */
const RULES: Record<string, Rule<never>> = {
    "apps/v1/Deployment": deployment,
    "apps/v1/StatefulSet": statefulSet,
    "apps/v1/DaemonSet": daemonSet,
    "batch/v1/Job": job,
    "v1/Pod": pod,
    "v1/ReplicationController": replicationController,
    "v1/Service": service,
    "networking.k8s.io/v1/Ingress": ingress,
    "v1/PersistentVolumeClaim": persistentVolumeClaim,
    "v1/PersistentVolume": persistentVolume,
    "apiextensions.k8s.io/v1/CustomResourceDefinition": customResourceDefinition,
    "apiregistration.k8s.io/v1/APIService": apiService,
    "v1/ResourceQuota": resourceQuota,
    "v1/Secret": secret,
    "v1/Namespace": namespace,
};

/** The rule of an object's kind; undefined also when its annotation says not to wait. */
export function ruleFor(object: KubeObject): Rule | undefined {
    return annotation(object, "skipAwait") === "true"
        ? undefined
        : (RULES[`${object.apiVersion}/${object.kind}`] as Rule | undefined);
}
