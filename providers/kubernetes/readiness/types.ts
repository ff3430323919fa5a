import type { Cluster } from "../cluster";
import type { KubeObject } from "../objects";

export type Verdict = { ready: true } | NotReady;

export interface NotReady {
    ready: false;
    /** Part of a sentence: `1 of 2 replicas are available`. */
    reason: string;
    /** It will not become ready by itself. */
    final?: boolean;
}

/** How a rule looks at other objects. */
export type Look = Pick<Cluster, "get" | "list">;

/** When objects of a kind do their work. */
export interface Rule<Kind = KubeObject> {
    /** How long to wait when neither the program nor an annotation says. The same as the official plugin's. */
    timeoutSeconds: number;
    /** What failed before `since` (milliseconds since 1970) may be about to recover, and is not final. */
    judge(object: Kind, look: Look, since: number): Verdict | Promise<Verdict>;
}

export const READY: Verdict = { ready: true };
export const notReady = (reason: string): NotReady => ({ ready: false, reason });
export const failed = (reason: string): NotReady => ({ ready: false, reason, final: true });

interface Condition {
    type: string;
    status: string;
    reason?: string;
    message?: string;
    lastUpdateTime?: string;
}

/** The condition of a type, from any object's status. */
export const condition = (object: { status?: { conditions?: Condition[] } }, type: string): Condition | undefined =>
    object.status?.conditions?.find((found) => found.type === type);

export const holds = (object: { status?: { conditions?: Condition[] } }, type: string): boolean =>
    condition(object, type)?.status === "True";

interface Observed {
    metadata: { generation?: number };
    status?: { observedGeneration?: number };
}

/** The status still speaks of the object as it was before the last change. */
export const isOutdated = ({ metadata, status }: Observed): boolean =>
    (status?.observedGeneration ?? 0) < (metadata.generation ?? 0);

export const UNSEEN = notReady("its controller has not seen the change yet");
