/** The command as a user runs it. */
import * as path from "node:path";
import execa from "execa";
import { ROOT } from "../../setup/paths";

/** Last part of what a failed command said that a test's report shows, characters. */
const TAIL = 4000;

/** Runs `./plateau`, whatever comes of it. */
export async function attempt(args: readonly string[], options: Pick<execa.Options, "env" | "extendEnv"> = {}): Promise<{ status: number; stdout: string; stderr: string; all: string }> {
    const { stdout, stderr, all = "", exitCode } = await execa(path.join(ROOT, "plateau"), args, { ...options, all: true, reject: false });
    return { status: exitCode, stdout, stderr, all };
}

/** Runs `./plateau`; a failure shows what it said. */
export async function plateau(...args: string[]): Promise<string> {
    const { status, stdout, all } = await attempt(args);
    if (status !== 0) throw new Error(`plateau ${args.join(" ")} ended with status ${status}:\n${all.slice(-TAIL)}`);
    return stdout;
}

/** The document that `./plateau … --json` prints. */
export async function plateauJson<T>(...args: string[]): Promise<T> {
    return JSON.parse(await plateau(...args, "--json")) as T;
}
