/** Opens the ways into a running environment. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Channels } from "../channels";
import { Lab, type LabPlan } from "../lab";
import { redactor, type Redact } from "../redact";
import { ansiblePlaybook } from "./ansible";
import { send, type Outside } from "./https";
import { run } from "./process";
import { secureShell } from "./ssh";

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
    const { ownAuthority, ...entrance } = access.outside;
    const outside: Outside = { ...entrance, ...(ownAuthority && { ca: await readFile(access.caFile, "utf8") }) };
    const shell = secureShell(access.sshConfigFile);
    const channels: Channels = {
        ssh: (server, command, options) => shell.run(server, command, options),
        kubectl: (args, options) => run(access.kubectl, [`--kubeconfig=${access.kubeconfigFile}`, ...args], options),
        https: (request, options) => send(outside, request, options),
        ansibleCheck: (playbook, options) => ansiblePlaybook(access, playbook, ["--check"], options),
        readFile: (path) => readFile(join(access.repository, path), "utf8"),
    };
    const lab = new Lab(access.plan, channels);
    return { lab, redact: redactor(access.secretsToRedact), close: () => shell.close(lab.servers.map(({ name }) => name)) };
}
