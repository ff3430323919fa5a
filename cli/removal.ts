/** Removes what an environment owns, found by its label; never anything of another's. `emptiness/` looks what is left. */
import { findEngine } from "../setup/engine";
import { run } from "../setup/run";

/** Removes what carries the environment's label, whatever the state says: all at once that does not wait for another. */
export async function removeOwned(env: string): Promise<void> {
    if (!(await findEngine())) return;
    const [servers, volumes] = await Promise.all([serversOf(env), listed(env, "volume", "ls", "--quiet")]);
    // One command each: a client before Docker 23 removes one after the other, and a server takes half a second.
    const gone = servers.map(({ id }) => run("docker", ["rm", "--force", "--volumes", id]));
    await Promise.all([
        removeVolumes(volumes.filter((volume) => !servers.some(({ mounts }) => mounts.includes(volume)))),
        ...servers.map(async ({ mounts }, n) => {
            await gone[n];
            await removeVolumes(volumes.filter((volume) => mounts.includes(volume)));
        }),
        Promise.all(gone).then(() => removeNetworks(env)),
    ]);
}

interface OwnedServer {
    readonly id: string;
    /** Names of volumes, and directories of the machine. */
    readonly mounts: readonly string[];
}

async function serversOf(env: string): Promise<OwnedServer[]> {
    const lines = await listed(env, "ps", "--all", "--no-trunc", "--format", "{{.ID}} {{.Mounts}}");
    return lines.map((line) => {
        const [id = "", mounts = ""] = line.split(" ");
        return { id, mounts: mounts.split(",") };
    });
}

/** Each takes milliseconds, and a command for each would take longer. */
async function removeVolumes(names: readonly string[]): Promise<void> {
    if (names.length > 0) await run("docker", ["volume", "rm", "--force", ...names]);
}

async function removeNetworks(env: string): Promise<void> {
    await Promise.all((await listed(env, "network", "ls", "--quiet")).map((id) => run("docker", ["network", "rm", id])));
}

/** What carries the environment's label, a line each. The engine compares the whole value: "a" never finds what belongs to "ab". */
async function listed(env: string, ...command: string[]): Promise<string[]> {
    const text = await run("docker", [...command, "--filter", `label=plateau.environment=${env}`]);
    return text.split("\n").filter(Boolean);
}
