/** The configuration of the servers by playbooks: those that do not wait for each other at once. */
import * as pulumi from "@pulumi/pulumi";
import { connectionOf, inventoryOf, variablesOf, type VariablesArgs } from "../ansible";
import { Playbook, type Inventory } from "../plateau/resources";
import type { ServerPlan } from "../target";
import type { Server } from "./server";

export interface ConfigurationArgs extends VariablesArgs {
    readonly servers: Record<string, Server>;
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
                    connection: connectionOf(args, { host: "127.0.0.1", port: args.plan.ports.ssh }),
                    variables: this.variables,
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
