/** One environment from its plan, on any target: network and servers, their configuration, and what runs in Kubernetes. */
import * as pulumi from "@pulumi/pulumi";
import { Configuration, connectionOf, type DatabaseSecrets } from "./configuration";
import type { MachineFacts } from "./facts";
import type { Connection, Inventory } from "./plateau/resources";
import { local } from "./local/target";
import { Pki } from "./pki";
import { BASTION_PORTS, stageHost, type EnvironmentPlan } from "./plan";
import type { Server, ServerPlan, Target } from "./target";
import { userData } from "./user-data";
import { Workloads } from "./workloads";

/** What `verify` reads from the stack to find its way into the environment. */
export interface EnvironmentOutputs {
    readonly caCertificate: string;
    readonly connection: Connection;
    readonly kubeconfig: string;
    readonly inventory: Inventory;
    readonly playbooks: string[];
    readonly variables: {
        readonly registry: { readonly user: string; readonly password: string };
        readonly database: object;
        readonly pki: { readonly certificates: Readonly<Record<string, { readonly key: string }>> };
    };
}

/** Declares all resources of an environment and returns the stack's outputs. */
export function environment(plan: EnvironmentPlan, machine: MachineFacts): Record<keyof EnvironmentOutputs, unknown> {
    const target = targetOf(plan, machine);
    const { stages } = plan.specification;
    const pki = new Pki("pki", { plan, publicHosts: stages.map((stage) => stageHost(plan.name, stage)) });

    const network = target.network("network", { environment: plan.name, subnets: plan.subnets });
    const servers: Record<string, Server> = Object.fromEntries(
        plan.servers.map((server) => [
            server.name,
            target.server(server.name, {
                environment: plan.name,
                plan: server,
                network,
                userData: firstConfiguration(server, plan, pki),
                publish: server.role === "bastion" ? publishedPorts(plan) : undefined,
            }),
        ]),
    );

    const registryPassword = pki.password("registry");
    const database: DatabaseSecrets = {
        replicationPassword: pki.password("replication"),
        stages: Object.fromEntries(
            stages.map((stage) => [stage, { ownerPassword: pki.password(`${stage}-owner`), appPassword: pki.password(`${stage}-app`) }]),
        ),
    };
    const configuration = new Configuration("configuration", { plan, pki, servers, registryPassword, database, ansibleDigest: machine.ansibleDigest });
    new Workloads("workloads", {
        plan,
        pki,
        database,
        registryPassword,
        kubeconfig: configuration.kubeconfig,
        cluster: configuration.kubernetes,
        databases: configuration.database,
        apps: machine.apps,
    });

    return {
        caCertificate: pki.ca.certificate,
        connection: connectionOf({ plan, pki }),
        kubeconfig: configuration.kubeconfig,
        inventory: configuration.inventory,
        playbooks: configuration.playbooks,
        variables: configuration.variables,
    };
}

function targetOf(plan: EnvironmentPlan, machine: MachineFacts): Target {
    const { target } = plan.specification;
    switch (target) {
        case "local":
            return local(machine);
        default: {
            const forgotten: never = target;
            throw new Error(`no target ${String(forgotten)}`);
        }
    }
}

function firstConfiguration(server: ServerPlan, plan: EnvironmentPlan, pki: Pki): pulumi.Output<string> {
    const hostKey = pki.hostKeys[server.name]!;
    return pulumi.secret(
        pulumi.all([pki.access.publicKey, hostKey.privateKey, hostKey.publicKey]).apply(([authorizedKey, privateKey, publicKey]) =>
            userData({
                hostname: server.name,
                fqdn: `${server.name}.${plan.domain}`,
                authorizedKey,
                hostKey: { private: privateKey, public: publicKey },
            }),
        ),
    );
}

/** Port of the machine's loopback → port of the bastion. */
function publishedPorts({ ports }: EnvironmentPlan): Record<number, number> {
    return Object.fromEntries((Object.keys(BASTION_PORTS) as (keyof typeof BASTION_PORTS)[]).map((kind) => [ports[kind], BASTION_PORTS[kind]]));
}
