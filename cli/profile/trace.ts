/** Collects spans: what began when, and when it ended. */
import type { Recorder, Recording, Subject } from "./recorder";

export interface Span extends Subject {
    /** Milliseconds since the run began. */
    readonly start: number;
    /** Milliseconds since the run began; never before `start`. */
    readonly end: number;
    /** Also true of what was under way when the run ended. */
    readonly failed: boolean;
    /** The playbook that a task belongs to. */
    readonly within?: Span;
}

type Open = { -readonly [Key in keyof Span]: Span[Key] };

/** Until it has ended. */
const OPEN = Number.POSITIVE_INFINITY;

/** The statuses of a playbook are the names of its tasks. What other providers say could be anything, and is not kept. */
const PLAYBOOK = "plateau:index:Playbook";

export class Trace implements Recorder {
    private readonly spans: Open[] = [];
    private readonly zero: number;

    /** @param now a clock that never goes back, milliseconds */
    constructor(
        title: string,
        private readonly now: () => number = () => performance.now(),
    ) {
        this.zero = now();
        this.open({ kind: "run", title }, 0);
    }

    begin(subject: Subject): Recording {
        const span = this.open(subject, this.elapsed());
        let task: Open | undefined;
        return {
            status: (title) => {
                if (subject.type !== PLAYBOOK || span.end !== OPEN) return;
                const now = this.elapsed();
                if (task) close(task, now, false);
                task = title ? this.open({ kind: "task", title }, now, span) : undefined;
            },
            end: (failed) => {
                const now = this.elapsed();
                if (task) close(task, now, failed);
                close(span, now, failed);
            },
        };
    }

    /**
     * Ends the run, and with it what is still under way.
     * @returns the spans in the order in which they began; the first is the run
     */
    finish(failed: boolean): readonly Span[] {
        const [run, ...spans] = this.spans;
        const now = this.elapsed();
        close(run!, now, failed);
        for (const span of spans) close(span, now, true);
        return this.spans;
    }

    private open(subject: Subject, start: number, within?: Span): Open {
        const span: Open = { ...subject, start, end: OPEN, failed: false, within };
        this.spans.push(span);
        return span;
    }

    private elapsed(): number {
        return this.now() - this.zero;
    }
}

/** What has ended stays so: an end may be reported twice, by its event and when all is given up. */
function close(span: Open, end: number, failed: boolean): void {
    if (span.end !== OPEN) return;
    span.end = end;
    span.failed = failed;
}
