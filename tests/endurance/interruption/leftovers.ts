/** What an environment has on this machine, looked for without the help of the command. */
import * as fs from "node:fs/promises";
import { existsSync } from "node:fs";
import { stateFile } from "../../../cli/stored";
import { environmentDir } from "../../../setup/paths";
import { identityOf, processes, variableOf } from "../../../setup/process-table";
import { run } from "../../../setup/run";

export interface StoredResource {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
}

export async function readState(env: string): Promise<{ resources: StoredResource[]; pending: unknown[] }> {
    const { latest } = (JSON.parse(await fs.readFile(stateFile(env), "utf8")) as { checkpoint: { latest: { resources: StoredResource[]; pending_operations?: unknown[] } } }).checkpoint;
    return { resources: latest.resources, pending: latest.pending_operations ?? [] };
}

/** Containers, networks and volumes whose names begin like the environment's, whatever labels they have. */
export async function engineObjects(env: string): Promise<string[]> {
    const filter = ["--filter", `name=plateau-${env}-`];
    const lists = await Promise.all([
        run("docker", ["ps", "--all", ...filter, "--format", "container {{.Names}}"]),
        run("docker", ["network", "ls", ...filter, "--format", "network {{.Name}}"]),
        run("docker", ["volume", "ls", ...filter, "--format", "volume {{.Name}}"]),
    ]);
    return lists.flatMap((list) => list.split("\n").filter(Boolean)).sort();
}

/** Processes that were started with a directory for temporary files that lies in this one: those of the runs that a test killed. */
export function processesWithin(directory: string): string[] {
    const within = processes().filter((pid) => variableOf(pid, "TMPDIR")?.startsWith(directory) && identityOf(pid) !== undefined);
    return within.map((pid) => `process ${pid}`);
}

/** Everything of an environment and of the runs on it. What Node.js has compiled is kept on purpose. */
export async function leftOf(env: string, temporary: string): Promise<string[]> {
    const files = (await fs.readdir(temporary)).filter((name) => !name.startsWith("tsx-"));
    const directory = existsSync(environmentDir(env)) ? [environmentDir(env)] : [];
    return [...(await engineObjects(env)), ...directory, ...processesWithin(temporary), ...files];
}
