/** The configuration of the servers by playbooks: those that do not wait for each other at once. */
import * as pulumi from "@pulumi/pulumi";
import { POD_SUBNET, SERVICE_SUBNET } from "./addresses";
import type { Pki } from "./pki";
import { homeAddress, podSubnets, type EnvironmentPlan } from "./plan";
import { Playbook, type Connection, type Inventory } from "./plateau/resources";
import type { Server, ServerPlan } from "./target";
import { ADMINISTRATOR } from "./user-data";

export interface DatabaseSecrets {
    readonly replicationPassword: pulumi.Output<string>;
    /** By stage. */
    readonly stages: Record<string, { ownerPassword: pulumi.Output<string>; appPassword: pulumi.Output<string> }>;
}

export interface ConfigurationArgs {
    readonly plan: EnvironmentPlan;
    readonly pki: Pki;
    readonly servers: Record<string, Server>;
    readonly database: DatabaseSecrets;
    readonly registryPassword: pulumi.Output<string>;
    /** Digest of the Ansible files. */
    readonly ansibleDigest: string;
}

/** Servers, Kubernetes and PostgreSQL, configured by Ansible through the bastion. */
export class Configuration extends pulumi.ComponentResource {
    readonly servers: Playbook;
    /** The control plane: from here on the cluster takes what is deployed, and starts it as soon as there are workers. */
    readonly kubernetes: Playbook;
    readonly workers: Playbook;
    readonly database: Playbook;
    /** Admin kubeconfig whose server is the machine's published port, secret. */
    readonly kubeconfig: pulumi.Output<string>;
    /** Extra variables of every playbook, secret. */
    readonly variables: pulumi.Output<object>;
    /** Playbooks that have been run, relative to the repository. */
    readonly playbooks: string[] = [];
    /** All servers by group. */
    readonly inventory: Inventory;

    constructor(name: string, args: ConfigurationArgs, opts?: pulumi.ComponentResourceOptions) {
        super("plateau:index:Configuration", name, {}, opts);
        this.variables = variablesOf(args);
        this.inventory = inventoryOf(args.plan.servers);
        const play = (playbook: string, hosts: readonly ServerPlan[], dependsOn: pulumi.Resource[]) => {
            this.playbooks.push(`ansible/${playbook}.yml`);
            return new Playbook(
                `${name}-${playbook}`,
                {
                    playbook: `ansible/${playbook}.yml`,
                    // A server made anew has to be configured anew.
                    digest: pulumi.all(hosts.map((h) => args.servers[h.name]!.id)).apply((ids) => [args.ansibleDigest, ...ids.map((id) => id.slice(0, 12))].join(" ")),
                    inventory: inventoryOf(hosts),
                    connection: connectionOf(args),
                    variables: this.variables as pulumi.Output<Record<string, unknown>>,
                },
                { parent: this, dependsOn },
            );
        };
        const of = (...roles: string[]) => args.plan.servers.filter((s) => roles.includes(s.role));
        this.servers = play("servers", args.plan.servers, []);
        this.kubernetes = play("kubernetes", of("bastion", "control", "worker"), [this.servers]);
        this.workers = play("workers", of("bastion", "control", "worker"), [this.kubernetes]);
        this.database = play("database", of("bastion", "database"), [this.servers]);
        this.kubeconfig = pulumi.secret(this.kubernetes.results.apply((results) => results["kubeconfig"] ?? ""));
        this.registerOutputs({});
    }
}

export function connectionOf({ plan, pki }: Pick<ConfigurationArgs, "plan" | "pki">): pulumi.Output<Connection> {
    return pulumi.secret(
        pulumi.all([pki.access.privateKey, pki.knownHosts]).apply(([privateKey, knownHosts]) => ({
            user: ADMINISTRATOR,
            privateKey,
            knownHosts,
            bastionHost: "127.0.0.1",
            bastionPort: plan.ports.ssh,
        })),
    );
}

function inventoryOf(servers: readonly ServerPlan[]): Inventory {
    const group = (...roles: string[]) => Object.fromEntries(servers.filter((s) => roles.includes(s.role)).map((s) => [s.name, { address: homeAddress(s) }]));
    return {
        bastion: group("bastion"),
        control: group("control"),
        workers: group("worker"),
        databases: group("database"),
        nodes: group("control", "worker"),
    };
}

/** The variables of every playbook; docs/en/ansible.md explains each. */
function variablesOf({ plan, pki, database, registryPassword }: ConfigurationArgs): pulumi.Output<object> {
    const nodeSubnets = podSubnets(plan.servers);
    const certificates = Object.fromEntries(
        Object.entries(pki.servers).map(([server, c]) => [server, { certificate: c.certificate, key: c.privateKey }]),
    );
    const stages = Object.fromEntries(
        Object.entries(database.stages).map(([stage, s]) => [stage, { owner_password: s.ownerPassword, app_password: s.appPassword }]),
    );
    return pulumi.secret(
        pulumi.output({
            environment_name: plan.name,
            network: plan.subnets,
            pod_subnet: POD_SUBNET,
            service_subnet: SERVICE_SUBNET,
            api_port: plan.ports.api,
            servers: plan.servers.map((s) => ({
                name: s.name,
                role: s.role,
                home_address: homeAddress(s),
                addresses: s.addresses,
                ...(nodeSubnets[s.name] ? { pod_subnet: nodeSubnets[s.name] } : {}),
            })),
            pki: { ca: pki.ca.certificate, certificates },
            registry: { user: "plateau", password: registryPassword },
            database: { replication_password: database.replicationPassword, stages },
        }),
    );
}
