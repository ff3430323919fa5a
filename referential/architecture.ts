/** The architecture that the specification asks for: what CP2.2 compares the running environment with. */
import type { Role, ServerPlan, Zone } from "../infra/target";

/** One connection between servers that must pass, or must be refused. */
export interface Flow {
    readonly from: string;
    readonly to: string;
    readonly port: number;
    readonly allowed: boolean;
}

/** What runs on every server, whatever it is for. */
const COMMON = ["ssh", "nftables", "chrony", "prometheus-node-exporter"] as const;

/** Services that make a server what its role says; each one is active on every server of the role. */
export const SERVICES_OF_ROLE: Readonly<Record<Role, readonly string[]>> = {
    bastion: [...COMMON, "haproxy"],
    control: [...COMMON, "containerd", "kubelet", "docker-registry"],
    worker: [...COMMON, "containerd", "kubelet"],
    // Debian's unit "postgresql" is active whether or not a cluster runs; this one is the cluster.
    database: [...COMMON, "postgresql@17-main"],
};

/** A port of a role's servers, and which roles may open a connection to it. All others are refused. */
interface Opening {
    readonly role: Role;
    readonly port: number;
    readonly from: readonly Role[];
}

/** The flow matrix of the specification, as far as connections between servers go. */
const OPENINGS: readonly Opening[] = [
    { role: "database", port: 5432, from: ["worker", "database"] },
    { role: "database", port: 9187, from: ["worker"] },
    { role: "database", port: 9100, from: ["worker"] },
    { role: "database", port: 22, from: ["bastion"] },
    { role: "control", port: 6443, from: ["bastion", "worker"] },
    { role: "control", port: 5000, from: ["bastion", "worker"] },
    { role: "control", port: 22, from: ["bastion"] },
    { role: "worker", port: 22, from: ["bastion"] },
];

/** One flow for each opening and each role: from the role's first server that is not the destination itself. */
export function flowsBetween(servers: readonly ServerPlan[]): Flow[] {
    return OPENINGS.flatMap(({ role, port, from }) => {
        const to = servers.find((server) => server.role === role);
        if (!to) return [];
        const sources = uniqueRoles(servers).map((source) =>
            servers.find((s) => s.role === source && s.name !== to.name),
        );
        return sources.flatMap((source) =>
            source ? [{ from: source.name, to: to.name, port, allowed: from.includes(source.role) }] : [],
        );
    });
}

function uniqueRoles(servers: readonly ServerPlan[]): Role[] {
    return [...new Set(servers.map((server) => server.role))];
}

/** Address at which `from` reaches `to`: in a zone that both are attached to, else the destination's home zone. */
export function addressBetween(from: ServerPlan, to: ServerPlan): string {
    const shared = Object.keys(to.addresses).find((zone) => zone !== "public" && from.addresses[zone as Zone]);
    return to.addresses[(shared as Zone | undefined) ?? to.homeZone]!;
}
