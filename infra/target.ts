/** The contract of a target: what `environment.ts` needs, whoever provides it. `local/` and `aws/` implement it. */
import type { Input, Output, Resource } from "@pulumi/pulumi";
import type { Service } from "../apps/services";
import type { Places } from "../k8s/places";
import type { Brought, PlatformImage } from "../k8s/platform";
import type { Zone } from "./addresses";
import type { MachineFacts } from "./facts";
import type { Pki } from "./pki";
import type { EnvironmentPlan } from "./plan";

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

/** Passwords of a stage's two roles, made before there is a database. */
export interface DatabaseSecrets {
    readonly ownerPassword: Output<string>;
    readonly appPassword: Output<string>;
}

/** Images that every cluster needs, beside the application's own. */
export type LabImage = PlatformImage | "prometheus" | "alertmanager";

export interface FoundationArgs {
    readonly plan: EnvironmentPlan;
    readonly machine: MachineFacts;
    readonly pki: Pki;
    /** By stage. */
    readonly secrets: Readonly<Record<string, DatabaseSecrets>>;
}

/** A Kubernetes cluster that takes what is deployed. */
export interface Cluster {
    /** Of its administrator; secret. */
    readonly kubeconfig: Output<string>;
    /** What runs in the cluster goes with it, and is not taken out piece by piece. */
    readonly resource: Resource;
    readonly places: Places;
    /** What the platform need not add. */
    readonly brought: Brought;
}

/** Where the database of a stage answers. */
export interface DatabaseServer {
    /** As the server's certificate names it, or its address if the certificate has that. */
    readonly host: Input<string>;
    readonly port: number;
    /** Where `host` leads to, and where a standby would take over: addresses or blocks. */
    readonly addresses: readonly string[];
    /** PEM certificates of the authorities that may have signed the server's. */
    readonly caPem: Input<string>;
    /** The stage's database and roles are there, and answer. */
    readonly ready: Resource;
}

/** What an environment's workloads stand on. */
export interface Foundation {
    readonly cluster: Cluster;
    /** By stage. */
    readonly databases: Readonly<Record<string, DatabaseServer>>;
    readonly images: {
        /** Full reference of an image of the lab, as the nodes pull it. */
        readonly lab: Readonly<Record<LabImage, Input<string>>>;
        /** The application's, each by its digest. */
        readonly application: Readonly<Record<Service, Input<string>>>;
    };
    /** What the stack tells of the target: addresses, how to get in. */
    readonly outputs: Readonly<Record<string, unknown>>;
}

/** Where an environment runs. Everything above it is the same code on every target. */
export type Target = (args: FoundationArgs) => Foundation;

/** Labels (tags) on everything that an environment owns; `down` looks for them, so a missing one is a leak. */
export function labels(environment: string): Record<string, string> {
    return { "plateau.environment": environment };
}
