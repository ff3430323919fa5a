/** Runs a program and keeps what it said, so that a failure can be explained. */
import execa from "execa";

export interface RunOptions {
    readonly cwd?: string;
    readonly env?: NodeJS.ProcessEnv;
    readonly input?: string;
    /** Ends the program; by default the one of {@link stopWith}. */
    readonly signal?: AbortSignal;
    /** Called for each line that the program prints. */
    readonly onLine?: (line: string) => void;
    readonly timeoutSeconds?: number;
    /** An open file that the program gets as its descriptor 3. */
    readonly descriptor?: number;
}

/** How long a program may take to end once it has been asked to, milliseconds. */
const GRACE = 5000;

/** A program that ended badly: the sentence first, then what it said last. */
export class CommandError extends Error {
    constructor(
        readonly command: string,
        readonly exitCode: number | undefined,
        readonly output: string,
    ) {
        super(`"${command}" ${exitCode === undefined ? "could not be run" : `ended with status ${exitCode}`}: ${lastLine(output)}`);
    }
}

let stop: AbortSignal | undefined;

/** From now on, every program that has no signal of its own is ended by this one, and none is started after it. */
export function stopWith(signal: AbortSignal): void {
    stop = signal;
}

/**
 * Runs a program without a shell.
 * @returns what it printed on stdout, without the last line break
 * @throws CommandError with all of its output; the signal's reason where that ended the program
 */
export async function run(file: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
    const signal = options.signal ?? stop;
    signal?.throwIfAborted();
    const child = execa(file, args, {
        cwd: options.cwd,
        env: options.env,
        input: options.input,
        stdio: [options.input === undefined ? "ignore" : "pipe", "pipe", "pipe", ...(options.descriptor === undefined ? [] : [options.descriptor])],
        all: true,
        timeout: (options.timeoutSeconds ?? 0) * 1000,
        // In a group of its own: a terminal's Ctrl-C reaches this command alone, which ends what the program started, too.
        detached: true,
    });
    const end = () => endGroup(child);
    signal?.addEventListener("abort", end, { once: true });
    if (options.onLine) forEachLine(child.all, options.onLine);
    try {
        return (await child).stdout;
    } catch (error) {
        signal?.throwIfAborted();
        const failed = error as execa.ExecaError;
        throw new CommandError([file, ...args.slice(0, 3)].join(" "), failed.exitCode, failed.all || failed.shortMessage);
    } finally {
        signal?.removeEventListener("abort", end);
    }
}

/** Ends a program with all that it started. */
function endGroup({ pid }: execa.ExecaChildProcess): void {
    if (pid === undefined) return; // it could not be started
    const send = (name: NodeJS.Signals) => {
        try {
            process.kill(-pid, name);
        } catch {
            // Nobody is left in the group.
        }
    };
    send("SIGTERM");
    setTimeout(() => send("SIGKILL"), GRACE).unref();
}

/** True when the program can be run and says so by its exit status. */
export async function succeeds(file: string, args: readonly string[], options: RunOptions = {}): Promise<boolean> {
    try {
        await run(file, args, options);
        return true;
    } catch (error) {
        if (error instanceof CommandError) return false;
        throw error;
    }
}

function forEachLine(stream: NodeJS.ReadableStream | undefined, onLine: (line: string) => void): void {
    let rest = "";
    stream?.on("data", (chunk: Buffer) => {
        const lines = (rest + chunk.toString()).split("\n");
        rest = lines.pop() ?? "";
        lines.forEach(onLine);
    });
}

function lastLine(output: string): string {
    return output.trim().split("\n").pop()?.slice(0, 300) || "it said nothing";
}
