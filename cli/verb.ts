/** What a verb of the command is. One file a verb; `verbs.ts` lists them all. */
import type { Command } from "commander";
import type { TerminalProgress } from "./progress";

export interface Context {
    readonly progress: TerminalProgress;
    /** Aborted by the first SIGINT or SIGTERM. */
    readonly signal: AbortSignal;
    /** Prints results on stdout; with --json, one document and nothing else. */
    print(text: string): void;
}

export interface Verb {
    readonly name: string;
    readonly summary: string;
    /** Longer help: what a second run does, when it can fail. */
    readonly details: string;
    /** Called by programs, not by people: left out of help and completion. */
    readonly hidden?: boolean;
    /** Adds the verb's own options and arguments. */
    readonly options?: (command: Command) => Command;
    /** @returns the exit status; a thrown error is status 1 or the error's own */
    run(options: VerbOptions, context: Context): Promise<number>;
}

/** Options that commander read: the common ones, and the verb's own by name. */
export interface VerbOptions {
    readonly env: string;
    readonly json: boolean;
    readonly verbose: boolean;
    readonly args: readonly string[];
    readonly [option: string]: unknown;
}
