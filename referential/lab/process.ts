/** Runs a program of this machine to its end, within a time. */
import { spawn } from "node:child_process";
import type { CallOptions, CommandResult } from "../channels";

/** A command that prints more than this is not the one that the check meant to run. */
const OUTPUT_LIMIT = 16 * 1024 * 1024;

export interface ProcessOptions extends CallOptions {
    readonly cwd?: string;
    readonly env?: NodeJS.ProcessEnv;
}

/** Any exit status is a result; a program that is missing, ends by a signal or runs out of time is an error. */
export function run(program: string, args: readonly string[], options: ProcessOptions = {}): Promise<CommandResult> {
    const { signal, timeoutSeconds = 30, stdin = "", cwd, env = process.env } = options;
    const name = program.slice(program.lastIndexOf("/") + 1);
    return new Promise((resolve, reject) => {
        if (signal?.aborted) return void reject(new Error(`${name} was not started: the time of the check is over`));
        // A group of its own, so that what the program started (ssh's jump, Ansible's workers) ends with it.
        const child = spawn(program, args, { cwd, env, detached: true, stdio: "pipe" });
        const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
        let size = 0;
        // The end of its output is not waited for: ssh's shared connection holds the pipes until the server lets go.
        const end = (why: string): void => {
            if (child.pid !== undefined) endGroup(child.pid);
            for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
            settle(() => reject(new Error(`${name} ${why}`)));
        };
        const settle = (action: () => void): void => {
            clearTimeout(timer);
            signal?.removeEventListener("abort", abort);
            action();
        };
        const timer = setTimeout(() => end(`did not end within ${timeoutSeconds} s`), timeoutSeconds * 1000);
        const abort = (): void => end("was ended: the time of the check is over");
        signal?.addEventListener("abort", abort, { once: true });
        for (const stream of ["stdout", "stderr"] as const) {
            child[stream].on("data", (chunk: Buffer) => {
                size += chunk.length;
                if (size > OUTPUT_LIMIT) end("printed more than 16 MiB");
                else output[stream].push(chunk);
            });
        }
        child.on("error", (error) => settle(() => reject(new Error(`${name} could not be started: ${error.message}`))));
        child.on("close", (code, killed) => {
            const [stdout, stderr] = [text(output.stdout), text(output.stderr)];
            if (code === null) settle(() => reject(new Error(`${name} was ended by ${killed}`)));
            else settle(() => resolve({ stdout, stderr, exitCode: code }));
        });
        // A program that ends without reading its input closes the pipe; its exit status says what that means.
        child.stdin.on("error", () => undefined);
        child.stdin.end(stdin);
    });
}

function endGroup(pid: number): void {
    try {
        process.kill(-pid, "SIGKILL");
    } catch {
        // It has ended by itself in the meantime.
    }
}

function text(chunks: Buffer[]): string {
    return Buffer.concat(chunks).toString("utf8");
}
