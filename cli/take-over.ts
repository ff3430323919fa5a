/** What an `up` that was killed leaves, and the engine by itself does not go on from. */
import { existsSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { identityOf } from "../setup/process-table";
import { run } from "../setup/run";
import { readCheckpoint, stateDir, stateFile, type Checkpoint } from "./stored";

/**
 * Removes the locks of engines that are dead from the state: one that is killed leaves its own, and every later one would
 * wait for a hand to remove it.
 */
export async function releaseState(env: string): Promise<void> {
    const locks = path.join(stateDir(env), ".pulumi", "locks");
    if (!existsSync(locks)) return;
    for (const file of await fs.readdir(locks, { recursive: true })) {
        if (file.endsWith(".json") && (await isOfTheDead(path.join(locks, file)))) await fs.rm(path.join(locks, file), { force: true });
    }
}

/** A lock that names another machine is left alone: a state may lie on a file system that two of them share. */
async function isOfTheDead(file: string): Promise<boolean> {
    try {
        const { pid, hostname } = JSON.parse(await fs.readFile(file, "utf8")) as { pid: number; hostname: string };
        return hostname === os.hostname() && identityOf(pid) === undefined;
    } catch {
        return true; // cut off while it was written
    }
}

/** Lets `up` go on from wherever the one before was killed. */
export async function takeOver(env: string, stack: Stack): Promise<void> {
    const checkpoint = readCheckpoint(stateFile(env));
    const gone = await compareWithEngine(env, checkpoint.resources ?? []);
    if (checkpoint.pending_operations?.length) await forgetPending(stack);
    // Only these: to ask every server and every object in Kubernetes takes minutes.
    if (gone.length > 0) await stack.refresh({ target: gone, color: "never" });
}

/**
 * What the engine was making when it was killed, it does not know the outcome of; it warns of it for ever. Here the outcome
 * does not matter: servers and networks are removed and made anew; volumes, objects in Kubernetes and images in the
 * registry are taken over under their names; a playbook goes on from what it finds; keys lie in the state alone.
 */
async function forgetPending(stack: Stack): Promise<void> {
    const exported = await stack.exportStack();
    const deployment = { ...(exported.deployment as Checkpoint), pending_operations: [] };
    await stack.importStack({ ...exported, deployment });
}

/**
 * The kinds of the container engine's objects. A server or network that nobody knows would keep its name or its addresses
 * from a new one. A volume never does: making one that exists takes it over; and there is data in it.
 */
const KINDS = [
    { type: "docker:index/container:Container", list: ["ps", "--all", "--no-trunc"], remove: ["rm", "--force"] },
    { type: "docker:index/network:Network", list: ["network", "ls", "--no-trunc"], remove: ["network", "rm"] },
    { type: "docker:index/volume:Volume", list: ["volume", "ls"] },
];

/**
 * Removes servers and networks of the environment that the state does not know: they were being made.
 * @returns URNs of what the state knows and the container engine no longer has: they were being removed
 */
async function compareWithEngine(env: string, resources: NonNullable<Checkpoint["resources"]>): Promise<string[]> {
    const gone: string[] = [];
    for (const { type, list, remove } of KINDS) {
        const known = resources.filter((resource) => resource.type === type);
        const found = (await run("docker", [...list, "--quiet", "--filter", `label=plateau.environment=${env}`])).split("\n").filter(Boolean);
        const unknown = found.filter((id) => !known.some((resource) => resource.id === id));
        if (remove && unknown.length > 0) await run("docker", [...remove, ...unknown]);
        gone.push(...known.filter(({ id }) => !found.includes(id!)).map(({ urn }) => urn));
    }
    return gone;
}
