/** The servers of an environment as the container engine has them. */
import { run } from "../setup/run";
import { UserError } from "./errors";

export interface ServerState {
    readonly id: string;
    /** What the engine says: "running", "exited", "created", "paused", … */
    readonly state: string;
    /** When its first process was started last. */
    readonly startedAt: Date;
    readonly createdAt: Date;
}

const FIELDS = "{{.Name}} {{.Id}} {{.State.Status}} {{.State.StartedAt}} {{.Created}}";

/** Every server's state by its container's name, which is `plateau-ENVIRONMENT-SERVER`. */
export async function serverStates(environment: string): Promise<Map<string, ServerState>> {
    const ids = await run("docker", ["ps", "--all", "--quiet", "--filter", `label=plateau.environment=${environment}`]);
    if (!ids) return new Map();
    const rows = await run("docker", ["container", "inspect", "--format", FIELDS, ...ids.split("\n")]);
    return new Map(rows.split("\n").map((row) => {
        const [name = "", id = "", state = "", startedAt = "", createdAt = ""] = row.split(" ");
        return [name.replace(/^\//, ""), { id, state, startedAt: new Date(startedAt), createdAt: new Date(createdAt) }];
    }));
}

/**
 * Refuses an environment that has stopped: it says nothing of itself. One server that does not run is another matter.
 * @throws UserError where none of its servers runs
 */
export async function requireRunning(environment: string): Promise<void> {
    const states = [...(await serverStates(environment)).values()];
    if (!states.some(({ state }) => state === "running")) throw new UserError("NOT_RUNNING", `No server of the environment "${environment}" runs.`);
}

/** Name of a server's container. */
export function containerName(environment: string, server: string): string {
    return `plateau-${environment}-${server}`;
}

/** Memory of running containers by name as the engine counts it: without the file cache that the kernel could drop, MiB. */
export async function memoryOf(containers: readonly string[]): Promise<Map<string, number>> {
    if (containers.length === 0) return new Map();
    const rows = await run("docker", ["stats", "--no-stream", "--format", "{{.Name}} {{.MemUsage}}", ...containers]);
    return new Map(rows.split("\n").map((row) => row.split(" ")).map(([name = "", usage = ""]) => [name, mebibytes(usage)]));
}

/** "1.5GiB" as 1536; the engine writes no other units for what a server uses. */
function mebibytes(text: string): number {
    const [, value = "0", unit = "MiB"] = /^([\d.]+)([KMG]?i?B)$/.exec(text) ?? [];
    const factor: Record<string, number> = { B: 1 / 2 ** 20, KiB: 1 / 1024, MiB: 1, GiB: 1024 };
    return Number(value) * (factor[unit] ?? 0);
}
