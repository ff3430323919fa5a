/** The trace as Chrome's trace event format has it; Perfetto and chrome://tracing open it. */
import { criticalPath, gaps, lasts, type Dependencies } from "./analysis";
import type { Kind } from "./recorder";
import type { Span } from "./trace";

interface Place {
    readonly pid: number;
    readonly tid: number;
}

/** Shown as processes, one below the other. */
const PROCESSES: Readonly<Record<Kind, number>> = { run: 1, step: 2, engine: 3, resource: 3, task: 3 };
const NAMES: Readonly<Record<number, string>> = { 1: "Run", 2: "Set-up", 3: "Engine" };

export function chromeTrace(spans: readonly Span[], dependencies: Dependencies): string {
    const critical = new Set(criticalPath(spans, dependencies).spans);
    const places = placesOf(spans);
    const traceEvents = [
        ...Object.entries(NAMES).map(([pid, name]) => ({ name: "process_name", ph: "M", pid: Number(pid), tid: 0, args: { name } })),
        ...spans.map((span) => ({
            ...complete(span.title, span.kind, span),
            ...places.get(span)!,
            args: { critical: critical.has(span.within ?? span), failed: span.failed },
        })),
        ...gaps(spans).map((gap) => ({ ...complete("Nothing under way", "gap", gap), ...places.get(spans[0]!)!, args: { ms: lasts(gap) } })),
    ];
    return `${JSON.stringify({ displayTimeUnit: "ms", traceEvents }, null, 1)}\n`;
}

/** Times in whole microseconds; the end is rounded and not the length, so that what followed another still does. */
function complete(name: string, cat: string, { start, end }: { start: number; end: number }) {
    const ts = microseconds(start);
    return { name, cat, ph: "X", ts, dur: microseconds(end) - ts };
}

const microseconds = (milliseconds: number): number => Math.round(milliseconds * 1000);

/** Events of one thread must lie within each other or apart: what runs at once gets threads of its own. */
function placesOf(spans: readonly Span[]): Map<Span, Place> {
    const places = new Map<Span, Place>();
    const ends = new Map<number, number[]>();
    for (const span of spans) {
        const pid = PROCESSES[span.kind];
        const inside = span.within && places.get(span.within);
        if (inside) {
            places.set(span, inside);
            continue;
        }
        const threads = ends.get(pid) ?? [];
        const free = threads.findIndex((end) => end <= span.start);
        const tid = free < 0 ? threads.length : free;
        threads[tid] = span.end;
        ends.set(pid, threads);
        places.set(span, { pid, tid });
    }
    return places;
}
