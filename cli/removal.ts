/** Removes what an environment owns, found by its label; never anything of another's. `emptiness/` looks what is left. */
import { findEngine } from "../setup/engine";
import { run } from "../setup/run";

/** Kinds of objects of the container engine, in the order in which they can be removed. */
const KINDS = [
    { kind: "container", list: ["ps", "--all"], remove: ["rm", "--force", "--volumes"] },
    { kind: "volume", list: ["volume", "ls"], remove: ["volume", "rm", "--force"] },
    { kind: "network", list: ["network", "ls"], remove: ["network", "rm"] },
] as const;

/** What carries the environment's label. */
async function owned(env: string, list: readonly string[]): Promise<string[]> {
    // The engine compares the whole value: "a" never finds what belongs to "ab".
    const ids = await run("docker", [...list, "--quiet", "--filter", `label=plateau.environment=${env}`]);
    return ids.split("\n").filter(Boolean);
}

/** Removes what carries the environment's label, whatever the state says. */
export async function removeOwned(env: string): Promise<void> {
    if (!(await findEngine())) return;
    for (const { list, remove } of KINDS) {
        // One command each: a client before Docker 23 removes one after the other, and a server takes half a second.
        await Promise.all((await owned(env, list)).map((id) => run("docker", [...remove, id])));
    }
}
