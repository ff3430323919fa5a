/** What follows from a specification before anything exists: servers, addresses, ports and names, all plain values. */
import { hostAddress, podSubnetOfNode, slotOfNetwork, ZONES, zoneSubnet, type Zone } from "./addresses";
import type { Specification } from "./specification";
import type { Role, ServerPlan } from "./target";

/** Zones that a role is attached to, its home zone first. Workers reach the database; the bastion reaches everything. */
const ROLE_ZONES: Record<Role, readonly [Zone, ...Zone[]]> = {
    bastion: ["public", "private", "data"],
    control: ["private"],
    worker: ["private", "data"],
    database: ["data"],
};

/** Last octet of a role's first server; further ones count up. */
const FIRST_HOST: Record<Role, number> = { bastion: 10, control: 20, worker: 31, database: 41 };

/** Ports of the bastion that the machine publishes on its loopback. */
export interface Ports {
    readonly ssh: number;
    readonly https: number;
    readonly api: number;
    readonly registry: number;
}

/** First port of each kind; slot n takes the n-th, so 64 environments never meet. */
const FIRST_PORT: Ports = { ssh: 22000, https: 8443, api: 16443, registry: 15000 };

/** Where HAProxy and sshd listen on the bastion. */
export const BASTION_PORTS: Ports = { ssh: 22, https: 443, api: 6443, registry: 5000 };

export interface EnvironmentPlan {
    readonly name: string;
    readonly specification: Specification;
    readonly subnets: Record<Zone, string>;
    readonly servers: readonly ServerPlan[];
    readonly ports: Ports;
    /** DNS suffix of the servers, e.g. "demo.internal". */
    readonly domain: string;
    /** DNS suffix of what users reach, e.g. "demo.localhost". */
    readonly publicDomain: string;
}

export function planEnvironment(name: string, specification: Specification): EnvironmentPlan {
    const { network, memory } = specification;
    const server = (role: Role, serverName: string, index = 0): ServerPlan => ({
        name: serverName,
        role,
        homeZone: ROLE_ZONES[role][0],
        addresses: Object.fromEntries(
            ROLE_ZONES[role].map((zone) => [zone, hostAddress(network, zone, FIRST_HOST[role] + index)]),
        ),
        memoryMiB: memory[role],
    });
    const servers: Record<Specification["target"], () => ServerPlan[]> = {
        local: () => [
            server("bastion", "bastion"),
            server("control", "control"),
            ...Array.from({ length: specification.workers }, (_, i) => server("worker", `worker-${i + 1}`, i)),
            server("database", "db-1"),
            server("database", "db-2", 1),
        ],
        // All the rest are services of the cloud.
        aws: () => [{ ...server("bastion", "bastion"), addresses: { public: hostAddress(network, "public", FIRST_HOST.bastion) } }],
    };
    const slot = slotOfNetwork(network);
    return {
        name,
        specification,
        subnets: Object.fromEntries(ZONES.map((zone) => [zone, zoneSubnet(network, zone)])) as Record<Zone, string>,
        servers: servers[specification.target](),
        ports: {
            ssh: FIRST_PORT.ssh + slot,
            https: FIRST_PORT.https + slot,
            api: FIRST_PORT.api + slot,
            registry: FIRST_PORT.registry + slot,
        },
        domain: `${name}.internal`,
        publicDomain: publicDomain(name, specification),
    };
}

/** Address by which Ansible, through the bastion, and the other servers reach a server. */
export function homeAddress(server: ServerPlan): string {
    const address = server.addresses[server.homeZone];
    if (!address) throw new Error(`server ${server.name} has no address in its home zone ${server.homeZone}`);
    return address;
}

/** Pod subnet of each Kubernetes node by server name; the control plane is node 0. */
export function podSubnets(servers: readonly ServerPlan[]): Record<string, string> {
    const nodes = servers.filter((s) => s.role === "control" || s.role === "worker");
    return Object.fromEntries(nodes.map((node, index) => [node.name, podSubnetOfNode(index)]));
}

/** Public host name of a stage. */
export function stageHost({ publicDomain }: Pick<EnvironmentPlan, "publicDomain">, stage: string): string {
    return `${stage}.${publicDomain}`;
}

function publicDomain(name: string, { target, aws }: Specification): string {
    if (target === "local") return `${name}.localhost`; // such names lead to the loopback without any DNS entry
    return aws.zone ? `${name}.${aws.zone.name}` : `${name}.internal`;
}
