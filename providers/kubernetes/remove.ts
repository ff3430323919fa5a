import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../kit/types";
import type { Cluster } from "./cluster";
import { Unreachable } from "./errors";
import { annotation, describe, type KubeObject } from "./objects";
import { limitSeconds, pauses } from "./wait";

const TIMEOUT_SECONDS = 600;

/** Deletes an object and waits until it is gone, with all that it owns. */
export async function remove(cluster: Cluster, state: KubeObject, context: Context): Promise<void> {
    try {
        await removeAndWait(cluster, state, context);
    } catch (error) {
        if (!(error instanceof Unreachable)) {
            throw error;
        }
        if (!cluster.settings.deleteUnreachable) {
            throw new Error(
                `${describe(state)} was not deleted. ${error.message} If the cluster no longer exists, set ` +
                    "PULUMI_K8S_DELETE_UNREACHABLE=true or the provider's deleteUnreachable to forget its objects.",
                { cause: error },
            );
        }
        context.log("warning", `${describe(state)} is forgotten, not deleted. ${error.message}`);
    }
}

async function removeAndWait(cluster: Cluster, state: KubeObject, context: Context): Promise<void> {
    const { uid } = state.metadata;
    const options = {
        propagationPolicy: annotation(state, "deletionPropagationPolicy") ?? "Foreground",
        // Never another object that has taken the name since.
        ...(uid && { preconditions: { uid } }),
    };
    await cluster.delete(state, options, context.signal).catch(ifAnother);
    if (annotation(state, "skipAwait") === "true") {
        return;
    }
    const limit = limitSeconds(state, context, TIMEOUT_SECONDS);
    const end = Date.now() + limit * 1000;
    for (const pause of pauses()) {
        const live = await cluster.get(state, context.signal);
        if (!live || (uid && live.metadata.uid !== uid)) {
            return;
        }
        context.status(`waiting until it is gone${because(live)}`);
        if (Date.now() > end) {
            throw new Error(`${describe(state)} still exists after ${limit} s${because(live)}.`);
        }
        await sleep(pause, undefined, { signal: context.signal }).catch(() => undefined);
        if (context.signal.aborted) {
            const { message } = context.signal.reason as Error;
            throw new Error(`${describe(state)} is being deleted, but still exists${because(live)}. ${message}`);
        }
    }
}

/** Conflict: the name is now that of another object, so ours is gone. */
function ifAnother(error: unknown): void {
    if ((error as { status?: number }).status !== 409) {
        throw error;
    }
}

/** What keeps an object that is being deleted: its finalizers, and in a namespace what is left in it. */
function because(live: KubeObject): string {
    const { conditions = [] } = (live["status"] ?? {}) as {
        conditions?: { type: string; status: string; message?: string }[];
    };
    const remaining = conditions
        .filter(({ type, status }) => /Remaining|Failure/.test(type) && status === "True")
        .map(({ message }) => message);
    const held = [...(live.metadata.finalizers ?? []).map((name) => `finalizer ${name}`), ...remaining];
    return held.length > 0 ? ` (${held.join("; ")})` : "";
}
