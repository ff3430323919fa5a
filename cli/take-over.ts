/** What an `up` that was killed leaves, or somebody has removed by hand, and the engine by itself does not go on from. */
import { existsSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { identityOf } from "../setup/process-table";
import { run } from "../setup/run";
import type { Prepared } from "./prepare";
import { changeState } from "./provision";
import { containerName } from "./servers";
import { readCheckpoint, stateFile, type Checkpoint, type StoredResource } from "./stored";
import type { Context } from "./verb";

/**
 * Removes the locks of engines that are dead from the state: one that is killed leaves its own, and every later one would
 * wait for a hand to remove it.
 */
export async function releaseState(state: string): Promise<void> {
    const locks = path.join(state, ".pulumi", "locks");
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

/**
 * Lets `up` go on from wherever the one before was killed, and without what has been removed by hand.
 * @returns servers that have no container any more: the state has been told, and the engine makes them anew
 */
export async function takeOver({ plan, stack }: Pick<Prepared, "plan" | "stack">, context: Pick<Context, "progress" | "signal">): Promise<string[]> {
    const { resources = [], pending_operations: pending = [] } = readCheckpoint(stateFile(plan.name));
    const halves = resources.filter((resource) => isHalfMade(resource, resources));
    const gone = await compareWithEngine(plan.name, resources.filter((resource) => !halves.includes(resource)));
    if (pending.length > 0 || halves.length > 0) await forgetPending(stack, halves);
    if (gone.length === 0) return [];
    const servers = plan.servers.map(({ name }) => name).filter((server) => gone.some((resource) => isServer(resource, containerName(plan.name, server))));
    if (servers.length > 0) context.progress.note(`Gone, and made anew with the volumes that are left: ${servers.join(", ")}.`);
    const target = gone.map(({ urn }) => urn); // only these: to ask every server and every object in Kubernetes takes minutes
    await changeState(plan.name, "Looking at what is gone", context, (options) => stack.refresh({ ...options, target }));
    return servers;
}

function isServer({ type, outputs }: StoredResource, container: string): boolean {
    return type === CONTAINER && outputs?.name === container;
}

/**
 * The engine was asked to stop between the making of a network, server or volume and the first look at it. It would try to update
 * it, which the plugin refuses for a network. Nothing is made of it yet: it is removed, or for a volume taken over, and made anew.
 */
function isHalfMade({ urn, type, initErrors = [] }: StoredResource, resources: readonly StoredResource[]): boolean {
    const ofEngine = KINDS.some((kind) => kind.type === type);
    return ofEngine && initErrors.length > 0 && !resources.some(({ dependencies = [] }) => dependencies.includes(urn));
}

/**
 * What the engine was making when it was killed, it does not know the outcome of; it warns of it for ever. Here the outcome
 * does not matter: servers and networks are removed and made anew; volumes, objects in Kubernetes and images in the
 * registry are taken over under their names; a playbook goes on from what it finds; keys lie in the state alone.
 * @param halves resources that it is to forget as well
 */
export async function forgetPending(stack: Stack, halves: readonly StoredResource[] = []): Promise<void> {
    const exported = await stack.exportStack();
    const { resources = [], ...rest } = exported.deployment as Checkpoint;
    const whole = resources.filter(({ urn }) => !halves.some((half) => half.urn === urn));
    await stack.importStack({ ...exported, deployment: { ...rest, resources: whole, pending_operations: [] } });
}

const CONTAINER = "docker:index/container:Container";

/**
 * The kinds of the container engine's objects. A server or network that nobody knows would keep its name or its addresses
 * from a new one. A volume never does: making one that exists takes it over; and there is data in it.
 */
const KINDS = [
    { type: CONTAINER, list: ["ps", "--all", "--no-trunc"], remove: ["rm", "--force"] },
    { type: "docker:index/network:Network", list: ["network", "ls", "--no-trunc"], remove: ["network", "rm"] },
    { type: "docker:index/volume:Volume", list: ["volume", "ls"] },
];

/**
 * Removes servers and networks of the environment that the state does not know: they were being made.
 * @returns what the state knows and the container engine no longer has
 */
async function compareWithEngine(env: string, resources: readonly StoredResource[]): Promise<StoredResource[]> {
    const compared = KINDS.map(async ({ type, list, remove }) => {
        const known = resources.filter((resource) => resource.type === type);
        const found = (await run("docker", [...list, "--quiet", "--filter", `label=plateau.environment=${env}`])).split("\n").filter(Boolean);
        return { remove, unknown: found.filter((id) => !known.some((resource) => resource.id === id)), gone: known.filter(({ id }) => !found.includes(id!)) };
    });
    const kinds = await Promise.all(compared);
    // One after the other: a network goes only once no server is in it.
    for (const { remove, unknown } of kinds) if (remove && unknown.length > 0) await run("docker", [...remove, ...unknown]);
    return kinds.flatMap(({ gone }) => gone);
}
