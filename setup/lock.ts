/** Locks that the kernel holds for a process: whatever ends the process, SIGKILL or a power cut, ends them too. */
import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import * as path from "node:path";
import { CommandError, run } from "./run";
import { clearDeadRuns } from "./runs";

/** Exit status that `flock` is asked for where another process holds the lock; its own 1 also stands for faults. */
const TAKEN = 75;

export interface Lock {
    /** Writes into the file who holds it; anybody may read that. */
    describe(holder: string): void;
    /** Gives the lock back and removes its file. */
    release(): void;
}

/**
 * Takes the lock of a file, which is made for it. It may have been a run's that is dead: what that has left running is
 * ended before the lock is given, so that nobody else is at what it protects.
 * @param wait for another process that holds it; otherwise undefined is returned at once
 */
export function lock(file: string, how: { readonly wait: true }): Promise<Lock>;
export function lock(file: string, how: { readonly wait: boolean }): Promise<Lock | undefined>;
export async function lock(file: string, { wait }: { readonly wait: boolean }): Promise<Lock | undefined> {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    for (;;) {
        // A plain number: a FileHandle that nobody refers to any more is closed, and its lock with it.
        const descriptor = openSync(file, "a", 0o600);
        try {
            if (!(await take(descriptor, wait))) return void closeSync(descriptor);
            if (isStill(file, descriptor)) {
                await clearDeadRuns();
                return held(file, descriptor);
            }
        } catch (error) {
            closeSync(descriptor);
            throw error;
        }
        closeSync(descriptor); // the one that had it has removed the file: the lock is now another file's
    }
}

/** `flock` locks the open file that it is given. That stays open here, and programs that this process starts do not get it. */
async function take(descriptor: number, wait: boolean): Promise<boolean> {
    const how = wait ? [] : ["--nonblock", "--conflict-exit-code", String(TAKEN)];
    try {
        await run("flock", [...how, "3"], { descriptor });
        return true;
    } catch (error) {
        if (error instanceof CommandError && error.exitCode === TAKEN) return false;
        throw error;
    }
}

function isStill(file: string, descriptor: number): boolean {
    return statSync(file, { throwIfNoEntry: false })?.ino === fstatSync(descriptor).ino;
}

function held(file: string, descriptor: number): Lock {
    return {
        describe(holder) {
            ftruncateSync(descriptor);
            writeSync(descriptor, holder);
        },
        release() {
            rmSync(file, { force: true });
            closeSync(descriptor);
        },
    };
}
