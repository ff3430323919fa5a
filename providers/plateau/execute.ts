import { spawn } from "node:child_process";

export interface ExecuteOptions {
    readonly signal: AbortSignal;
    readonly cwd?: string;
    readonly env?: NodeJS.ProcessEnv;
    /** Called for each line of stdout. */
    readonly onLine?: (line: string) => void;
}

/** A program that ended badly. */
export class ExecutionError extends Error {
    constructor(
        program: string,
        readonly exitCode: number | null,
        /** What it said last on stderr. */
        readonly stderr: string,
    ) {
        super(`${program} ended with status ${exitCode ?? "unknown"}: ${stderr.trim().split("\n").slice(-5).join("\n") || "it said nothing"}`);
    }
}

/** How long a program may take to stop once it has been asked to, milliseconds: less than the engine gives to a plugin. */
const GRACE = 3000;

/**
 * Runs a program without a shell. Cancelling asks it, and all that it has started, to stop, and waits until they have:
 * nothing runs on unseen. Ansible does not always stop by itself while a server is at a long task.
 */
export function execute(program: string, args: readonly string[], options: ExecuteOptions): Promise<string> {
    options.signal.throwIfAborted();
    return new Promise((resolve, reject) => {
        const child = spawn(program, args, { cwd: options.cwd, env: options.env, stdio: ["ignore", "pipe", "pipe"], detached: true });
        let stdout = "";
        let stderr = "";
        let rest = "";
        child.stdout.setEncoding("utf8").on("data", (text: string) => {
            stdout += text;
            const lines = (rest + text).split("\n");
            rest = lines.pop() ?? "";
            if (options.onLine) lines.forEach(options.onLine);
        });
        child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr = (stderr + text).slice(-20_000)));
        let late: NodeJS.Timeout | undefined;
        const stop = () => {
            endGroup(child.pid, "SIGTERM");
            late = setTimeout(() => endGroup(child.pid, "SIGKILL"), GRACE);
        };
        options.signal.addEventListener("abort", stop, { once: true });
        child.on("error", reject);
        child.on("close", (code) => {
            clearTimeout(late);
            options.signal.removeEventListener("abort", stop);
            if (options.signal.aborted) reject(options.signal.reason);
            else if (code === 0) resolve(stdout);
            else reject(new ExecutionError(program, code, stderr));
        });
    });
}

/** A program is the first of a process group of its own. */
function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
    try {
        if (pid !== undefined) process.kill(-pid, signal);
    } catch {
        // They have ended meanwhile.
    }
}
