/** The command as a user runs it. */
import * as path from "node:path";
import execa from "execa";
import { ROOT } from "../../setup/paths";

/** Last part of what a failed command said that a test's report shows, characters. */
const TAIL = 4000;

/** Runs `./plateau`; a failure shows what it said. */
export async function plateau(...args: string[]): Promise<string> {
    const { stdout, all = "", exitCode } = await execa(path.join(ROOT, "plateau"), args, { all: true, reject: false });
    if (exitCode !== 0) throw new Error(`plateau ${args.join(" ")} ended with status ${exitCode}:\n${all.slice(-TAIL)}`);
    return stdout;
}

/** The document that `./plateau … --json` prints. */
export async function plateauJson<T>(...args: string[]): Promise<T> {
    return JSON.parse(await plateau(...args, "--json")) as T;
}
