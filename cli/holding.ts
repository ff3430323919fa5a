/** The lock that keeps two runs on one environment apart. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { lock } from "../setup/lock";
import { dataDir } from "../setup/paths";
import { UserError } from "./errors";
import { recordVersion } from "./record";

/** Beside the environments, so that the lock outlives the directory that `down` removes. */
const lockFile = (name: string) => path.join(dataDir(), "locks", name);

interface Holder {
    readonly verb: string;
    readonly since: string;
    readonly pid: number;
}

/**
 * Runs work that changes an environment; a second run at once is told who is at it. A run that is dead holds nothing, and
 * what it has left running is ended first.
 */
export async function holding<T>(name: string, verb: string, work: () => Promise<T>): Promise<T> {
    const held = await lock(lockFile(name), { wait: false });
    if (!held) throw new UserError("BUSY", `Environment "${name}" is being changed by another run${await whoHolds(name)}.`);
    try {
        const holder: Holder = { verb, since: new Date().toTimeString().slice(0, 5), pid: process.pid };
        held.describe(JSON.stringify(holder));
        if (verb === "up") await recordVersion(name); // before the change: half of one is one, too
        return await work();
    } finally {
        held.release();
    }
}

/** " (up, since 14:02, process 4123)"; nothing for the moment in which it has not said so yet. */
async function whoHolds(name: string): Promise<string> {
    try {
        const { verb, since, pid } = JSON.parse(await fs.readFile(lockFile(name), "utf8")) as Holder;
        return ` (${verb}, since ${since}, process ${pid})`;
    } catch {
        return "";
    }
}
