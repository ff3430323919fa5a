/** What spans say about a run: its critical path, and the time in which nothing was under way. */
import type { Span } from "./trace";

/** Resources that a resource depends on, by URN. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

export interface Interval {
    /** Milliseconds since the run began. */
    readonly start: number;
    readonly end: number;
}

export interface CriticalPath {
    /** From the first to the last. */
    readonly spans: readonly Span[];
    /** Time of the run in which none of them was under way, milliseconds. */
    readonly waiting: number;
}

/** Steps and resources: run and engine only hold others, tasks are parts of one. */
export function work(spans: readonly Span[]): Span[] {
    return spans.filter(({ kind }) => kind === "step" || kind === "resource");
}

export const lasts = ({ start, end }: Interval): number => end - start;

/**
 * Walks back from what ended last. Before a span comes what ended last before it began: among the resources that it
 * depends on if one of them was made in this run, else among all.
 */
export function criticalPath(spans: readonly Span[], dependencies: Dependencies): CriticalPath {
    const run = spans[0]!;
    let candidates = work(spans);
    const path: Span[] = [];
    for (let span = last(candidates); span; span = before(span, candidates, dependencies)) {
        path.unshift(span);
        const successor = span;
        // What lasts no time could come before itself.
        candidates = candidates.filter((other) => other.end <= successor.start && other !== successor);
    }
    return { spans: path, waiting: lasts(run) - path.reduce((sum, span) => sum + lasts(span), 0) };
}

function before({ urn = "", operation }: Span, candidates: readonly Span[], dependencies: Dependencies): Span | undefined {
    // What is deleted waits for those that depend on it; what replaces something may wait until that is deleted.
    const known = operation?.startsWith("delete") ? undefined : dependencies.get(urn);
    const needed = new Set(known && [urn, ...known]);
    return last(candidates.filter((other) => other.urn && needed.has(other.urn))) ?? last(candidates);
}

function last(spans: readonly Span[]): Span | undefined {
    return spans.reduce<Span | undefined>((latest, span) => (latest && latest.end > span.end ? latest : span), undefined);
}

/** A shorter gap is how long it takes to begin the next thing, milliseconds. */
const SHORTEST_GAP = 1;

/** When neither a step nor a resource was under way. */
export function gaps(spans: readonly Span[]): Interval[] {
    const run = spans[0]!;
    const found: Interval[] = [];
    let end = run.start;
    for (const span of work(spans)) {
        found.push({ start: end, end: span.start });
        end = Math.max(end, span.end);
    }
    found.push({ start: end, end: run.end });
    return found.filter((gap) => lasts(gap) >= SHORTEST_GAP);
}
