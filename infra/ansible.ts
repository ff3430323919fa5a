/** What Ansible gets to know of an environment: how to reach its servers, which there are, and the variables of every playbook. */
import * as pulumi from "@pulumi/pulumi";
import { POD_SUBNET, SERVICE_SUBNET } from "./addresses";
import { knownHost, type Pki } from "./pki";
import { homeAddress, podSubnets, type EnvironmentPlan } from "./plan";
import type { Connection, Inventory } from "./plateau/resources";
import type { DatabaseSecrets, ServerPlan } from "./target";
import { ADMINISTRATOR } from "./user-data";

export interface VariablesArgs {
    readonly plan: EnvironmentPlan;
    readonly pki: Pki;
    /** By stage. */
    readonly secrets: Readonly<Record<string, DatabaseSecrets>>;
    /** Of the role with which a standby follows its primary, where the environment has such servers. */
    readonly replicationPassword?: pulumi.Output<string>;
    /** Of the environment's own registry, where it has one. */
    readonly registryPassword?: pulumi.Output<string>;
    /** Database servers that the target's cloud operates, by stage; Ansible makes what is in them. */
    readonly managedDatabases?: Readonly<Record<string, ManagedDatabase>>;
}

export interface ManagedDatabase {
    readonly host: pulumi.Input<string>;
    /** Certificate of the authority that signed the server's, PEM. */
    readonly authority: string;
    /** `{"username": …, "password": …}` of the server's administrator, as JSON; secret. */
    readonly administrator: pulumi.Output<string>;
}

/** @param bastion where the bastion's ssh answers from here */
export function connectionOf({ pki }: Pick<VariablesArgs, "pki">, bastion: { readonly host: pulumi.Input<string>; readonly port: number }): pulumi.Output<Connection> {
    return pulumi.secret(
        pulumi.all([pki.access.privateKey, pki.knownHosts, pki.hostKeys["bastion"]!.publicKey, bastion.host]).apply(([privateKey, knownHosts, hostKey, bastionHost]) => ({
            user: ADMINISTRATOR,
            privateKey,
            knownHosts: knownHosts + knownHost([bastion.port === 22 ? bastionHost : `[${bastionHost}]:${bastion.port}`], hostKey),
            bastionHost,
            bastionPort: bastion.port,
        })),
    );
}

export function inventoryOf(servers: readonly ServerPlan[]): Inventory {
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
export function variablesOf({ plan, pki, secrets, replicationPassword, registryPassword, managedDatabases }: VariablesArgs): pulumi.Output<object> {
    const nodeSubnets = podSubnets(plan.servers);
    const certificates = Object.fromEntries(
        Object.entries(pki.servers).map(([server, c]) => [server, { certificate: c.certificate, key: c.privateKey }]),
    );
    const stages = Object.fromEntries(
        Object.entries(secrets).map(([stage, s]) => [stage, { owner_password: s.ownerPassword, app_password: s.appPassword }]),
    );
    return pulumi.secret(pulumi.output({
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
        ...(registryPassword && { registry: { user: "plateau", password: registryPassword } }),
        database: { ...(replicationPassword && { replication_password: replicationPassword }), stages },
        ...(managedDatabases && { managed_databases: managedDatabases }),
    }));
}
