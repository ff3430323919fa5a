/** Runs ansible-playbook over ssh through the bastion. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import type { Context } from "../kit/types";
import { execute, ExecutionError } from "./execute";
import { ansibleInventory, type Inventory } from "./inventory";
import { inPrivateDirectory, writePrivately } from "./private-directory";
import { sshConfig, type Connection } from "./ssh-config";

export interface PlaybookRun {
    /** Relative to the repository. */
    playbook: string;
    digest: string;
    inventory: Inventory;
    connection: Connection;
    variables: Record<string, unknown>;
}

/** A line of the callback plugin `ansible/callback_plugins/plateau_events.py`. */
type Event =
    | { event: "task"; name: string }
    | { event: "failed"; host: string; task: string; message: string }
    | { event: "stats"; hosts: Record<string, { changed: number }>; custom: Record<string, unknown> };

export interface PlaybookResult {
    /** What the playbook published with `set_stats`. */
    readonly results: Record<string, unknown>;
    /** Servers on which it changed something; with `--check`, on which it would. */
    readonly changed: string[];
}

/**
 * @param flags of ansible-playbook, such as `--check`
 * @throws with each host's failed task
 */
export async function runPlaybook(run: PlaybookRun, context: Pick<Context, "signal" | "status">, ...flags: string[]): Promise<PlaybookResult> {
    const root = process.env.PLATEAU_ROOT;
    if (!root) throw new Error("PLATEAU_ROOT does not say where the repository is; ./plateau sets it.");
    const ansible = path.join(root, "ansible");
    return inPrivateDirectory(async (dir) => {
        const hosts = Object.assign({}, ...Object.values(run.inventory)) as Record<string, { address: string }>;
        const config = await writeConnection(dir, run.connection, hosts);
        const inventory = path.join(dir, "inventory.json");
        await fs.writeFile(inventory, JSON.stringify(ansibleInventory(run.inventory)));
        const variables = await writePrivately(path.join(dir, "variables.json"), JSON.stringify(run.variables));

        const failures: string[] = [];
        let result: PlaybookResult = { results: {}, changed: [] };
        const onLine = (line: string) => {
            const event = parse(line);
            if (event?.event === "task") context.status(event.name);
            if (event?.event === "failed") failures.push(`${event.host}: ${event.task}: ${event.message}`);
            if (event?.event === "stats") result = { results: event.custom, changed: Object.keys(event.hosts).filter((host) => event.hosts[host]!.changed > 0) };
        };
        const env = {
            ...process.env,
            ANSIBLE_CONFIG: path.join(ansible, "ansible.cfg"),
            ANSIBLE_CALLBACK_PLUGINS: path.join(ansible, "callback_plugins"),
            ANSIBLE_STDOUT_CALLBACK: "plateau_events",
            ANSIBLE_SSH_ARGS: `-F ${config}`,
            ANSIBLE_LOCAL_TEMP: path.join(dir, "tmp"),
            ANSIBLE_NOCOLOR: "1",
            PYTHONDONTWRITEBYTECODE: "1", // the repository stays as it was cloned
        };
        try {
            const args = [...flags, "--inventory", inventory, "--extra-vars", `@${variables}`, path.join(root, run.playbook)];
            await execute("ansible-playbook", args, { signal: context.signal, cwd: ansible, env, onLine });
        } catch (error) {
            if (!(error instanceof ExecutionError)) throw error;
            throw new Error(`${run.playbook} failed.\n${failures.length > 0 ? failures.join("\n") : error.message}`, { cause: error });
        } finally {
            await closeConnections(config, Object.keys(hosts));
        }
        return result;
    });
}

async function writeConnection(dir: string, connection: Connection, hosts: Record<string, { address: string }>): Promise<string> {
    const key = await writePrivately(path.join(dir, "key"), connection.privateKey);
    const knownHosts = path.join(dir, "known_hosts");
    await fs.writeFile(knownHosts, connection.knownHosts);
    const config = path.join(dir, "ssh_config");
    await fs.writeFile(config, sshConfig(connection, { key, knownHosts, controlDirectory: dir }, hosts));
    return config;
}

/** ssh keeps one connection a host open for the next task; none of them outlives the playbook. */
async function closeConnections(config: string, hosts: string[]): Promise<void> {
    const { signal } = new AbortController();
    await Promise.allSettled(hosts.map((host) => execute("ssh", ["-F", config, "-O", "exit", host], { signal })));
}

function parse(line: string): Event | undefined {
    try {
        return JSON.parse(line) as Event;
    } catch {
        return undefined; // a warning of Ansible's between the events
    }
}
