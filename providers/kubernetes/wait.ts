import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../kit/types";
import type { Cluster } from "./cluster";
import { Unreachable } from "./errors";
import { annotation, describe, type KubeObject } from "./objects";
import { ruleFor, type Verdict } from "./readiness";
import { symptoms } from "./symptoms";

/** A change is seen within a third of a second, and a waiting object costs the API server three requests a second. */
const FIRST_PAUSE_MILLISECONDS = 50;
const LONGEST_PAUSE_MILLISECONDS = 300;

/** What is ready sooner needs no words. */
const QUIET_MILLISECONDS = 1000;

export const pauses = function* (): Generator<number, never> {
    for (let pause = FIRST_PAUSE_MILLISECONDS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MILLISECONDS)) {
        yield pause;
    }
};

/** Seconds that an operation may take: the program's option first, then the annotation, then the kind's default. */
export function limitSeconds(object: KubeObject, context: Pick<Context, "timeoutSeconds">, byDefault: number): number {
    const annotated = Number(annotation(object, "timeoutSeconds"));
    return context.timeoutSeconds ?? (annotated > 0 ? annotated : byDefault);
}

export interface Waited {
    /** The object as it was seen last. */
    live: KubeObject;
    /** Why it is not ready; absent when it is. */
    reasons?: string[];
}

/** Waits until an object that was just applied does its work. */
export async function waitUntilReady(cluster: Cluster, applied: KubeObject, context: Context): Promise<Waited> {
    const rule = ruleFor(applied);
    if (!rule) {
        return { live: applied };
    }
    const limit = limitSeconds(applied, context, rule.timeoutSeconds);
    const end = Date.now() + limit * 1000;
    const started = Date.now();
    let live = applied;
    let shown: string | undefined;
    for (const pause of pauses()) {
        const verdict = await judge(cluster, live, started);
        if (verdict.ready) {
            if (shown) {
                context.status(`ready after ${Math.round((Date.now() - started) / 1000)} s`);
            }
            return { live };
        }
        if (verdict.reason !== shown && Date.now() - started > QUIET_MILLISECONDS) {
            shown = verdict.reason;
            context.status(shown);
        }
        const why = ending(verdict, context, Date.now() > end ? limit : undefined);
        if (why !== undefined) {
            const reason = `${describe(live)} is not ready: ${verdict.reason}.${why}`;
            return { live, reasons: [reason, ...(await symptoms(cluster, live))] };
        }
        await sleep(pause, undefined, { signal: context.signal }).catch(() => undefined);
        live = (await current(cluster, live)) ?? live;
    }
    throw new Error("unreachable: the pauses never end");
}

/** What the rule of the object's kind says now. */
export async function judge(cluster: Cluster, live: KubeObject, since = 0): Promise<Verdict> {
    try {
        return (await ruleFor(live)?.judge(live, cluster, since)) ?? { ready: true };
    } catch (error) {
        return whenUnreachable(error, { ready: false, reason: (error as Error).message });
    }
}

/** Undefined when the API server does not answer for the moment: it may be restarting. */
const current = (cluster: Cluster, live: KubeObject): Promise<KubeObject | undefined> =>
    cluster.get(live).catch((error: unknown) => whenUnreachable(error, undefined));

function whenUnreachable<Fallback>(error: unknown, fallback: Fallback): Fallback {
    if (error instanceof Unreachable) {
        return fallback;
    }
    throw error;
}

/** Why waiting ends here, as the end of the sentence; undefined when it goes on. */
function ending(verdict: Verdict, { signal }: Context, exceededSeconds: number | undefined): string | undefined {
    if (!verdict.ready && verdict.final) {
        return "";
    }
    if (signal.aborted) {
        return ` ${(signal.reason as Error).message}`;
    }
    return exceededSeconds === undefined ? undefined : ` It was waited for ${exceededSeconds} s.`;
}
