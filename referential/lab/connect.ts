/** Opens the ways into a running environment. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Channels } from "../channels";
import { Lab, type LabPlan } from "../lab";
import { redactor, type Redact } from "../redact";
import { ansiblePlaybook } from "./ansible";
import { send, type Outside } from "./https";
import { run } from "./process";

/** How to get into an environment, as plain values; the command makes it of the stack's outputs. */
export interface LabAccess {
    readonly plan: LabPlan;
    /** Root of the repository, where Ansible runs. */
    readonly repository: string;
    /** For `ssh -F`: each server by name, through the bastion, with its own known_hosts. */
    readonly sshConfigFile: string;
    readonly kubeconfigFile: string;
    /** Path of the kubectl of the environment's version. */
    readonly kubectl: string;
    /** PEM certificate of the environment's CA. */
    readonly caFile: string;
    /** Where users come in. */
    readonly outside: Omit<Outside, "ca"> & { /** The environment's own CA signs what users see. */ readonly ownAuthority: boolean };
    readonly ansible: {
        /** Path of `ansible-playbook`. */
        readonly playbook: string;
        /** Groups and hosts; hosts go by the names that `sshConfigFile` knows. */
        readonly inventoryFile: string;
        /** The variables with which the playbooks were run, as JSON. */
        readonly variablesFile: string;
    };
    /** Values that must not appear in any evidence: passwords and keys. */
    readonly secretsToRedact: readonly string[];
}

export interface Connection {
    readonly lab: Lab;
    readonly redact: Redact;
    /** Ends what is still open: the shared ssh connections. */
    close(): Promise<void>;
}

export async function connect(access: LabAccess): Promise<Connection> {
    // Not under the user's home: a socket's path has at most 107 characters.
    const sockets = await mkdtemp(join(tmpdir(), "plateau-ssh-"));
    const { ownAuthority, ...entrance } = access.outside;
    const outside: Outside = { ...entrance, ...(ownAuthority && { ca: await readFile(access.caFile, "utf8") }) };
    const channels: Channels = {
        ssh: (server, command, { client, ...options } = {}) =>
            run("ssh", [...sshArguments(access.sshConfigFile, sockets, client), server, "--", command], options),
        kubectl: (args, options) => run(access.kubectl, [`--kubeconfig=${access.kubeconfigFile}`, ...args], options),
        https: (request, options) => send(outside, request, options),
        ansibleCheck: (playbook, options) => ansiblePlaybook(access, playbook, ["--check"], options),
        readFile: (path) => readFile(join(access.repository, path), "utf8"),
    };
    const lab = new Lab(access.plan, channels);
    return {
        lab,
        redact: redactor(access.secretsToRedact),
        async close() {
            // Ansible has shared connections of its own, where the configuration file says.
            const exits = lab.servers.flatMap(({ name }) => [
                run("ssh", [...sshArguments(access.sshConfigFile, sockets), "-O", "exit", name]),
                run("ssh", ["-F", access.sshConfigFile, "-O", "exit", name]),
            ]);
            await Promise.allSettled(exits);
            await rm(sockets, { recursive: true, force: true });
        },
    };
}

/** One connection a server, shared by all commands of a run: a handshake through the bastion costs half a second. */
function sshArguments(configFile: string, sockets: string, client?: readonly string[]): string[] {
    const shared = ["-o", "ControlMaster=auto", "-o", `ControlPath=${sockets}/%n`, "-o", "ControlPersist=30"];
    const own = ["-o", "ControlPath=none", ...(client ?? [])];
    // The client takes the first value that it meets for an option.
    return ["-F", configFile, ...(client ? own : shared), "-o", "BatchMode=yes", "-o", "ConnectTimeout=10"];
}
