/** Progress of long work on stderr: a live line on a terminal, plain lines in a log. No other file prints progress. */
import type { Progress, Step } from "../setup/progress";
import type { Recorder } from "./profile/recorder";

/** Steps shorter than this leave no line, milliseconds: what is already there is not news. */
const WORTH_A_LINE = 700;
/** How often the live line is drawn again, milliseconds. */
const FRAME = 120;
const SPINNER = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

interface Running {
    readonly title: string;
    readonly since: number;
    status: string;
}

export class TerminalProgress implements Progress {
    /** Is told of every step, however short. */
    recorder?: Recorder;
    private readonly running = new Set<Running>();
    private readonly live: boolean;
    private timer?: NodeJS.Timeout;
    private frame = 0;

    constructor(
        private readonly stream: NodeJS.WriteStream = process.stderr,
        readonly verbose = false,
    ) {
        this.live = Boolean(stream.isTTY) && !verbose;
    }

    async step<T>(title: string, work: (step: Step) => Promise<T>): Promise<T> {
        const recording = this.recorder?.begin({ kind: "step", title });
        if (!recording) return this.show(title, work);
        try {
            const result = await this.show(title, work);
            recording.end(false);
            return result;
        } catch (error) {
            recording.end(true);
            throw error;
        }
    }

    /** A step that the recorder is not told of: the caller tells it more than a step can. */
    async show<T>(title: string, work: (step: Step) => Promise<T>): Promise<T> {
        const step: Running = { title, since: Date.now(), status: "" };
        this.running.add(step);
        // In a log, a long step is announced, so that a reader knows what is being waited for.
        const announce = this.live ? undefined : setTimeout(() => this.line(`… ${title}`), WORTH_A_LINE);
        this.animate();
        try {
            const result = await work({
                status: (text) => {
                    step.status = text;
                    if (this.verbose) this.line(`    ${title}: ${text}`);
                },
            });
            this.end(step, "✓");
            return result;
        } catch (error) {
            this.end(step, "✗");
            throw error;
        } finally {
            clearTimeout(announce);
        }
    }

    note(text: string): void {
        this.line(text);
    }

    private end(step: Running, mark: string): void {
        this.running.delete(step);
        const elapsed = Date.now() - step.since;
        if (elapsed >= WORTH_A_LINE || mark === "✗") this.line(`${mark} ${step.title} (${seconds(elapsed)})`);
        if (this.running.size > 0) return;
        clearInterval(this.timer);
        this.timer = undefined;
    }

    private animate(): void {
        if (!this.live || this.timer) return;
        this.timer = setInterval(() => this.draw(), FRAME).unref();
    }

    /** The steps under way on one line: the last started with its status, and how many others run beside it. */
    private draw(): void {
        const steps = [...this.running];
        const last = steps.at(-1);
        if (!last) return;
        const others = steps.length > 1 ? ` (+${steps.length - 1})` : "";
        const status = last.status ? ` · ${last.status}` : "";
        const text = `${SPINNER[this.frame++ % SPINNER.length]} ${last.title}${others} ${seconds(Date.now() - last.since)}${status}`;
        this.stream.write(`\r\x1b[K${text.slice(0, (this.stream.columns ?? 80) - 1)}`);
    }

    private line(text: string): void {
        this.stream.write(this.live ? `\r\x1b[K${text}\n` : `${text}\n`);
    }
}

/** "0.8 s", "12 s", "3 min 05 s". */
export function seconds(milliseconds: number): string {
    if (milliseconds < 10_000) return `${(milliseconds / 1000).toFixed(1)} s`;
    const whole = Math.round(milliseconds / 1000);
    return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}
