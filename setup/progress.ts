/** How long work tells what it does. The command gives the implementation; nothing below it prints. */
export interface Progress {
    /** Runs `work` as a named step; its end is reported with the elapsed time. Steps may run at once. */
    step<T>(title: string, work: (step: Step) => Promise<T>): Promise<T>;
    /** A remark on a line of its own. */
    note(text: string): void;
}

export interface Step {
    /** What the step is doing right now; shown on a terminal, kept out of logs. */
    status(text: string): void;
}

/** For callers that report in another way, or not at all. */
export const SILENT: Progress = { step: (_title, work) => work({ status: () => undefined }), note: () => undefined };
