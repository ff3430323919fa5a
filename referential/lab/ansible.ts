/** Runs a playbook of the repository on a running environment, as a person with access would. */
import { join } from "node:path";
import type { CallOptions, CommandResult } from "../channels";
import type { LabAccess } from "./connect";
import { run } from "./process";

/** @param flags of ansible-playbook, such as `--check` */
export function ansiblePlaybook(access: LabAccess, playbook: string, flags: readonly string[], options?: CallOptions): Promise<CommandResult> {
    const { ansible, repository, sshConfigFile } = access;
    const variables = `@${ansible.variablesFile}`;
    const args = [...flags, "--inventory", ansible.inventoryFile, "--extra-vars", variables, join(repository, playbook)];
    const env = {
        ...process.env,
        ANSIBLE_CONFIG: join(repository, "ansible", "ansible.cfg"),
        ANSIBLE_STDOUT_CALLBACK: "default", // recap and task names are read from it
        ANSIBLE_SSH_ARGS: `-F ${sshConfigFile}`,
        ANSIBLE_NOCOLOR: "1",
        PYTHONDONTWRITEBYTECODE: "1",
    };
    return run(ansible.playbook, args, { ...options, cwd: join(repository, "ansible"), env });
}
