/** What runs in Kubernetes: namespaces, their workloads, and the databases that these use. */
import { inputsOf, type Declared } from "../../../infra/declared/program";
import type { Server } from "./machine";

export interface Workload {
    readonly name: string;
    /** "everywhere": one on each node. */
    readonly replicas: number | "everywhere";
}

export interface Namespace {
    readonly name: string;
    /** Host names under which users reach it. */
    readonly hosts: readonly string[];
    readonly workloads: readonly Workload[];
}

/** What workloads use on a server outside the cluster. */
export interface Database {
    readonly server: string;
    readonly port: string;
    readonly names: readonly string[];
}

const WORKLOAD = /^kubernetes:apps\/v1:(Deployment|StatefulSet|DaemonSet)$/;

/** Those that users reach first, then those of the environment's own, then Kubernetes' own. */
export function namespacesOf(declared: readonly Declared[]): Namespace[] {
    const workloads = inputsOf(declared, WORKLOAD);
    const ingresses = inputsOf(declared, "kubernetes:networking.k8s.io/v1:Ingress");
    const own: string[] = inputsOf(declared, "kubernetes:core/v1:Namespace").map(({ metadata }) => metadata.name);
    const rank = ({ name, hosts }: Namespace) => (hosts.length > 0 ? 0 : own.includes(name) ? 1 : 2);
    return [...new Set([...own, ...workloads.map(({ metadata }) => metadata.namespace as string)])]
        .map((name) => ({
            name,
            hosts: ingresses
                .filter(({ metadata }) => metadata.namespace === name)
                .flatMap(({ spec }) => spec.rules.map((rule: { host: string }) => rule.host)),
            workloads: workloads
                .filter(({ metadata }) => metadata.namespace === name)
                .map(workloadOf)
                .sort((a, b) => a.name.localeCompare(b.name, "en")),
        }))
        .sort((a, b) => rank(a) - rank(b));
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- inputs of any of the three kinds
function workloadOf({ kind, metadata, spec }: any): Workload {
    return { name: metadata.name, replicas: kind === "DaemonSet" ? "everywhere" : (spec.replicas ?? 1) };
}

/** A container that is told a server's address as `X_HOST` is told its port and what it uses there as well. */
export function databasesOf(declared: readonly Declared[], servers: readonly Server[]): Database[] {
    const environments: Map<string, string>[] = inputsOf(declared, WORKLOAD)
        .flatMap(({ spec }) => spec.template.spec.containers)
        .map(({ env }) => new Map(env?.map(({ name, value }: Record<string, string>) => [name, value])));
    return servers.flatMap((server) => {
        const addresses = Object.values(server.addresses);
        const uses = environments.flatMap((env) =>
            [...env]
                .filter(([name, value]) => name.endsWith("_HOST") && addresses.includes(value))
                .map(([name]) => [name.replace(/HOST$/, "PORT"), name.replace(/HOST$/, "NAME")].map((other) => env.get(other)!)),
        );
        if (uses.length === 0) return [];
        return [{ server: server.name, port: uses[0]![0]!, names: [...new Set(uses.map(([, name]) => name!))] }];
    });
}
