/** What the command says when it ends badly: the sentence, what to do, and the exit status. */
import { SpecificationError } from "../infra/specification";
import { SetupError } from "../setup/errors";
import { fullestPlace } from "../setup/room";
import { CATALOGUE, UserError } from "./errors";

/** Status of a program that a signal ended, by the shell's convention for SIGINT. */
const INTERRUPTED = 130;

/** The user's Ctrl-C. */
export class UserInterrupt extends Error {}

export interface ExplainOptions {
    readonly verbose: boolean;
    say(text: string): void;
}

/** @returns the exit status */
export function explain(thrown: unknown, { verbose, say }: ExplainOptions): number {
    const error = recognise(thrown);
    if (error instanceof UserError) {
        say(`\n${error.message}`);
        if (error.output) say(verbose ? error.output : error.output.split("\n").slice(-20).join("\n"));
        say(error.remedy);
        return error.exitStatus;
    }
    if (error instanceof SetupError) {
        say(`\n${error.message}\n${error.remedy}`);
        return CATALOGUE.MACHINE.exitStatus;
    }
    if (error instanceof SpecificationError) {
        say(`\nThe specification has ${error.faults.length} fault(s):`);
        for (const fault of error.faults) say(`  plateau:${fault.path} ${fault.message}`);
        say(CATALOGUE.SPECIFICATION.remedy);
        return CATALOGUE.SPECIFICATION.exitStatus;
    }
    if (error instanceof UserInterrupt) {
        say('\nInterrupted. Nothing is lost: run the same command again, or "./plateau down".');
        return INTERRUPTED;
    }
    say(`\nThis is a fault of Plateau itself, not of yours:\n${error instanceof Error ? error.stack : String(error)}`);
    if (verbose && error && typeof error === "object" && "output" in error) say(String(error.output));
    return 1;
}

/** Faults that any program or system call may meet at any time: told by what they say, whoever they were told to. */
function recognise(error: unknown): unknown {
    const said = everythingSaid(error);
    const line = (pattern: RegExp) => said.split("\n").find((text) => pattern.test(text))?.trim().slice(0, 300);
    // The kernel gives the same reason when it has no more inotify watches: that is no question of disk.
    const full = line(/^(?!.*(inotify|watch)).*(no space left on device|disk quota exceeded)/i);
    if (full) {
        const { place, free } = fullestPlace();
        return new UserError("DISK_FULL", `The disk is full (${free.toFixed(1)} GiB free at ${place}): ${full}`, outputOf(error));
    }
    const key = line(/incorrect passphrase/i);
    if (key) return new UserError("PASSPHRASE_LOST", `The passphrase is not the one that the state was made with: ${key}`, outputOf(error));
    const state = line(/failed to load checkpoint/i);
    if (state) return new UserError("STATE_DAMAGED", `The engine cannot read the state: ${state}`, outputOf(error));
    return error;
}

const outputOf = (error: unknown): string => (error instanceof UserError ? error.output : "");

/** An error's message, what the failed program said, and the same of what caused it. */
function everythingSaid(error: unknown): string {
    if (!(error instanceof Error)) return String(error);
    const { output = "", errors = [] } = error as { output?: string; errors?: unknown[] };
    const causes = [error.cause, ...errors].filter(Boolean);
    return [error.message, String(output), ...causes.map(everythingSaid)].join("\n");
}
