/** The ways into a running environment, opened from the stack's outputs and closed without a trace. */
import * as path from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import type { EnvironmentOutputs } from "../infra/environment";
import type { EnvironmentPlan } from "../infra/plan";
import { ansibleInventory } from "../providers/plateau/inventory";
import { inPrivateDirectory, writePrivately } from "../providers/plateau/private-directory";
import { sshConfig } from "../providers/plateau/ssh-config";
import type { LabAccess } from "../referential/lab/connect";
import type { Machine } from "../setup/machine";
import { ROOT } from "../setup/paths";
import { versions } from "../setup/versions";
import { UserError } from "./errors";

/** Major version of PostgreSQL in Debian 13. */
const POSTGRESQL = "17";
const HTTPS_PORT = 443;
/** Strings shorter than this are no secrets, and to blacken them would blacken half of the evidence. */
const SHORTEST_SECRET = 12;

/**
 * Runs work with files that only this user can read and that are gone afterwards.
 * @throws UserError where the environment has never been whole
 */
export async function withAccess<T>(stack: Stack, plan: EnvironmentPlan, machine: Machine, work: (access: LabAccess) => Promise<T>): Promise<T> {
    const outputs = await outputsOf(stack);
    if (!outputs.kubeconfig) throw new UserError("INCOMPLETE", `Environment "${plan.name}" is not whole: its last "up" did not come to its end.`);
    return inPrivateDirectory(async (dir) => work(await writeAccess(dir, outputs, plan, machine)));
}

async function outputsOf(stack: Stack): Promise<EnvironmentOutputs> {
    const outputs = await stack.outputs();
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value])) as unknown as EnvironmentOutputs;
}

async function writeAccess(dir: string, outputs: EnvironmentOutputs, plan: EnvironmentPlan, machine: Machine): Promise<LabAccess> {
    const write = (name: string, text: string) => writePrivately(path.join(dir, name), text);
    const { connection, inventory, variables } = outputs;
    const hosts = Object.assign({}, ...Object.values(inventory)) as Record<string, { address: string }>;
    const files = { key: await write("key", connection.privateKey), knownHosts: await write("known_hosts", connection.knownHosts), controlDirectory: dir };
    const { target, aws } = plan.specification;
    return {
        plan: {
            environment: plan,
            versions: { kubernetes: `v${versions.kubernetes}`, postgresql: POSTGRESQL },
            playbooks: outputs.playbooks,
            registryAuthorization: authorizationOf(variables.registry),
        },
        repository: ROOT,
        sshConfigFile: await write("ssh_config", sshConfig(connection, files, hosts)),
        kubeconfigFile: await write("kubeconfig", outputs.kubeconfig),
        kubectl: path.join(machine.kubernetes, "kubectl"),
        caFile: await write("ca.pem", outputs.caCertificate),
        outside: { address: outputs.entrance, ports: target === "local" ? plan.ports : { https: HTTPS_PORT, registry: HTTPS_PORT }, ownAuthority: target === "local" || !aws.zone },
        ansible: {
            playbook: path.join(machine.ansible, "ansible-playbook"),
            inventoryFile: await write("inventory.json", JSON.stringify(ansibleInventory(inventory))),
            variablesFile: await write("variables.json", JSON.stringify(variables)),
        },
        secretsToRedact: secretsIn([connection.privateKey, variables.registry, variables.database, keysOf(variables.pki)]),
    };
}

function authorizationOf(registry: EnvironmentOutputs["variables"]["registry"]): string {
    return registry ? `Basic ${Buffer.from(`${registry.user}:${registry.password}`).toString("base64")}` : "";
}

function keysOf({ certificates }: EnvironmentOutputs["variables"]["pki"]): string[] {
    return Object.values(certificates).map(({ key }) => key);
}

/** Every string in a value that is long enough to be a secret. */
function secretsIn(value: unknown): string[] {
    if (typeof value === "string") return value.length >= SHORTEST_SECRET ? [value] : [];
    return value && typeof value === "object" ? Object.values(value).flatMap(secretsIn) : [];
}
