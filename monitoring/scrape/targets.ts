/** What there is to watch; the same on every target. */

/** A server as the monitoring sees it: a part of infra's `ServerPlan`. */
export interface ServerTarget {
    /** Host name, the label `server` of everything that it reports. */
    readonly name: string;
    readonly role: "bastion" | "control" | "worker" | "database";
    /** IPv4 address in each zone. */
    readonly addresses: { readonly private?: string; readonly data?: string; readonly public?: string };
}

export interface Targets {
    readonly servers: readonly ServerTarget[];
    /** Namespaces of the application's stages. */
    readonly stages: readonly string[];
}

/** The address at which Prometheus reaches a server: workers are in the first two zones, and a cloud routes to the third. */
export function addressOf({ name, addresses }: ServerTarget): string {
    const address = addresses.private ?? addresses.data ?? addresses.public;
    if (!address) throw new Error(`The server ${name} has no address: Prometheus cannot reach it.`);
    return address;
}

export const withRole = (servers: readonly ServerTarget[], ...roles: readonly ServerTarget["role"][]): ServerTarget[] =>
    servers.filter(({ role }) => roles.includes(role));
