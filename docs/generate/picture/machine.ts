/** Zones and servers: the networks and containers that the target `local` declares. */
import { inputsOf, type Declared } from "../../../infra/declared/program";
import type { Facts } from "./ansible";

export interface Zone {
    readonly name: string;
    readonly subnet: string;
    /** What is in it can open connections to the outside. */
    readonly outward: boolean;
}

/** A port of the machine that leads to a server's. */
export interface Port {
    readonly ip: string;
    readonly external: number;
    readonly internal: number;
}

export interface Server extends Facts {
    readonly name: string;
    readonly memoryMiB: number;
    /** Address in each zone, by the zone's name. */
    readonly addresses: Readonly<Record<string, string>>;
    readonly ports: readonly Port[];
}

const NETWORK = "docker:index/network:Network";
const CONTAINER = "docker:index/container:Container";

/** Its networks carry its name as a label, by which `down` finds them. */
export function environmentOf(declared: readonly Declared[]): string {
    return inputsOf(declared, NETWORK)[0].labels[0].value;
}

/** In the order in which one gets into them. */
export function zonesOf(declared: readonly Declared[]): Zone[] {
    return declared
        .filter(({ type }) => type === NETWORK)
        .map(({ name, inputs }) => ({
            name: name.replace("network-", ""),
            subnet: inputs.ipamConfigs[0].subnet,
            outward: inputs.options["com.docker.network.bridge.enable_ip_masquerade"] === "true",
        }))
        .sort((a, b) => inOrder(a.subnet, b.subnet));
}

export function serversOf(declared: readonly Declared[], zones: readonly Zone[], facts: ReadonlyMap<string, Facts>): Server[] {
    const zoneOf = (address: string): string => zones.find(({ subnet }) => networkOf(subnet) === networkOf(address))!.name;
    return inputsOf(declared, CONTAINER)
        .map((container) => {
            const addresses: string[] = container.networksAdvanced.map((network: { ipv4Address: string }) => network.ipv4Address);
            return {
                ...facts.get(container.hostname)!,
                name: container.hostname,
                memoryMiB: container.memory,
                addresses: Object.fromEntries(addresses.sort(inOrder).map((address) => [zoneOf(address), address])),
                ports: [...container.ports].sort((a: Port, b: Port) => a.external - b.external),
            };
        })
        .sort((a, b) => inOrder(Object.values(a.addresses)[0]!, Object.values(b.addresses)[0]!));
}

/** Zones are /24: an address and its subnet have the first three numbers in common. */
function networkOf(address: string): string {
    return address.split(".").slice(0, 3).join(".");
}

/** 10.64.2.9 comes before 10.64.2.10. */
function inOrder(a: string, b: string): number {
    return a.localeCompare(b, "en", { numeric: true });
}
