/** The contract of a target: what `environment.ts` needs, whoever provides it. `local/` and `aws/` implement it. */
import type { ComponentResourceOptions, Input, Output } from "@pulumi/pulumi";
import type { Zone } from "./addresses";

export type { Zone } from "./addresses";

/** What a server is for. Each role has its own image, capabilities, flows and Ansible roles. */
export type Role = "bastion" | "control" | "worker" | "database";

/** A server as the specification knows it: plain values, decided before anything exists. */
export interface ServerPlan {
    /** Host name, unique in the environment: "worker-1". */
    readonly name: string;
    readonly role: Role;
    /** IPv4 address in each zone that the server is attached to. */
    readonly addresses: Partial<Record<Zone, string>>;
    /** Zone in which the other servers and Ansible reach it. */
    readonly homeZone: Zone;
    /** Memory limit, MiB. */
    readonly memoryMiB: number;
}

export interface NetworkArgs {
    readonly environment: string;
    /** CIDR of each zone. */
    readonly subnets: Record<Zone, string>;
}

/** Three zones; only `public` can open connections to the outside. */
export interface Network {
    readonly ids: Record<Zone, Output<string>>;
}

export interface ServerArgs {
    readonly environment: string;
    readonly plan: ServerPlan;
    readonly network: Network;
    /** cloud-init user-data, the same on every target. */
    readonly userData: Input<string>;
    /** Ports of the machine's loopback (or of a public address) that lead to this server: host port → server port. */
    readonly publish?: Record<number, number>;
}

/** A running server that answers on ssh once cloud-init is done. */
export interface Server {
    /** Changes when the server is made anew: what was configured on the old one is gone then. */
    readonly id: Output<string>;
}

/** Where an environment runs. Everything above it is the same code on every target. */
export interface Target {
    network(name: string, args: NetworkArgs, opts?: ComponentResourceOptions): Network;
    server(name: string, args: ServerArgs, opts?: ComponentResourceOptions): Server;
}

/** Labels (tags) on everything that an environment owns; `down` looks for them, so a missing one is a leak. */
export function labels(environment: string): Record<string, string> {
    return { "plateau.environment": environment };
}
