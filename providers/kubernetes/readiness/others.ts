import type { output } from "@pulumi/kubernetes/types";
import { same } from "../refresh";
import { condition, failed, holds, notReady, READY, type Rule } from "./types";

/** The API serves the new kind. */
export const customResourceDefinition: Rule<output.apiextensions.v1.CustomResourceDefinition> = {
    timeoutSeconds: 60,
    judge(object) {
        const accepted = condition(object, "NamesAccepted");
        if (accepted?.status === "False") {
            return failed(accepted.message ?? "another definition has its names");
        }
        return holds(object, "Established") ? READY : notReady("the API server does not serve it yet");
    },
};

/** The API server reaches the service that answers for the group. */
export const apiService: Rule<output.apiregistration.v1.APIService> = {
    timeoutSeconds: 600,
    judge(object) {
        return holds(object, "Available")
            ? READY
            : notReady(condition(object, "Available")?.message ?? "the API server has not looked at it yet");
    },
};

/** The controller has taken the limits over. */
export const resourceQuota: Rule<output.core.v1.ResourceQuota> = {
    timeoutSeconds: 60,
    judge: ({ spec, status }) =>
        same(spec.hard ?? {}, status?.hard ?? {}) ? READY : notReady("its limits are not in force yet"),
};

/** A service account's token is written by a controller; all other secrets are complete from the start. */
export const secret: Rule<output.core.v1.Secret> = {
    timeoutSeconds: 5,
    judge: ({ type, data }) =>
        type !== "kubernetes.io/service-account-token" || Object.keys(data ?? {}).length > 0
            ? READY
            : notReady("its token has not been issued"),
};

export const namespace: Rule<output.core.v1.Namespace> = {
    timeoutSeconds: 60,
    judge: ({ status }) => (status?.phase === "Active" ? READY : notReady(`it is ${status?.phase ?? "not seen yet"}`)),
};
