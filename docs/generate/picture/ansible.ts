/** What the playbooks know and do: roles of servers, what the bastion passes on, who follows which database. */
import { load } from "js-yaml";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { inputsOf, plain, type Declared } from "../../../infra/declared/program";
import type { Server } from "./machine";

/** What the program tells Ansible of a server. */
export interface Facts {
    readonly role: string;
    /** Addresses of its pods; Kubernetes nodes only. */
    readonly pod_subnet?: string;
}

export interface Playbook {
    /** Relative to the repository. */
    readonly file: string;
    /** Servers that it configures. */
    readonly hosts: readonly string[];
    /** Port of the machine through which it reaches them. */
    readonly through: number;
}

/** What HAProxy does with a port of the bastion. */
export interface Passage {
    readonly name: string;
    readonly port: number;
    readonly to: readonly string[];
    readonly toPort: number;
}

export interface Replication {
    readonly from: string;
    readonly to: string;
}

const ROOT = path.resolve(__dirname, "../../..");
const read = (file: string): unknown => load(readFileSync(path.join(ROOT, file), "utf8"));

const runs = (declared: readonly Declared[]) => inputsOf(declared, "plateau:index:Playbook");

export function factsOf(declared: readonly Declared[]): Map<string, Facts> {
    const told: (Facts & { name: string })[] = runs(declared).flatMap(({ variables }) => plain(variables).servers);
    return new Map(told.map(({ name, role, pod_subnet }) => [name, { role, pod_subnet }]));
}

/** Those for most servers first: the others build on what they have done. */
export function playbooksOf(declared: readonly Declared[], servers: readonly Server[]): Playbook[] {
    return runs(declared)
        .map(({ playbook, inventory, connection }) => {
            const groups = (read(playbook) as { hosts: string }[]).map(({ hosts }) => hosts);
            const has = (name: string) => groups.some((group) => group === "all" || name in inventory[group]);
            return { file: playbook, hosts: servers.map(({ name }) => name).filter(has), through: plain(connection).bastionPort };
        })
        .sort((a, b) => b.hosts.length - a.hosts.length || a.file.localeCompare(b.file, "en"));
}

/** The role's own list: it says to which role a port leads, the program which servers have that role. */
export function passagesOf(servers: readonly Server[]): Passage[] {
    const { haproxy_services: services } = read("ansible/roles/haproxy/defaults/main.yml") as {
        haproxy_services: { name: string; port: number; role: string; server_port: number }[];
    };
    return services.map(({ name, port, role, server_port }) => ({
        name,
        port,
        to: servers.filter((server) => server.role === role).map((server) => server.name),
        toPort: server_port,
    }));
}

/** The first of the group is the primary, as ansible/group_vars/databases.yml has it, and the others follow it. */
export function replicationsOf(declared: readonly Declared[]): Replication[] {
    const groups = runs(declared).map(({ inventory }) => Object.keys(inventory.databases));
    const [primary, ...standbys] = groups.find((group) => group.length > 0) ?? [];
    return standbys.map((to) => ({ from: primary!, to }));
}
