/** The fixed address plan of an environment: everything follows from the first two octets of its network. */

export const ZONES = ["public", "private", "data"] as const;
export type Zone = (typeof ZONES)[number];

/** First IPv4 slot of the plan; slot n of the local target is 10.(64+n).0.0/16, so 64 environments fit before 10.128. */
const FIRST_OCTET = 64;
export const SLOTS = 64;

/** Third octet of each zone's /24. Zero is left free: a reader who sees 10.64.0.x knows that something is wrong. */
const ZONE_OCTET: Record<Zone, number> = { public: 1, private: 2, data: 3 };

/** Pods and services live behind the servers and never leave them un-translated, so every environment uses the same; none of the slots has them. */
export const POD_SUBNET = "10.244.0.0/16";
export const SERVICE_SUBNET = "10.245.0.0/16";

/** IPv4 /16 of a slot, e.g. slot 0 is "10.64.0.0/16". */
export function networkOfSlot(slot: number): string {
    if (!Number.isInteger(slot) || slot < 0 || slot >= SLOTS) throw new RangeError(`slot ${slot} is not in 0..${SLOTS - 1}`);
    return `10.${FIRST_OCTET + slot}.0.0/16`;
}

/** Slot of a plan's network; the inverse of {@link networkOfSlot}. */
export function slotOfNetwork(network: string): number {
    return Number(network.split(".")[1]) - FIRST_OCTET;
}

/** /24 of a zone within an environment's /16. */
export function zoneSubnet(network: string, zone: Zone): string {
    const [a, b] = network.split(".");
    return `${a}.${b}.${ZONE_OCTET[zone]}.0/24`;
}

/** Address of host number `host` (2..254) in a zone. */
export function hostAddress(network: string, zone: Zone, host: number): string {
    return zoneSubnet(network, zone).replace(/0\/24$/, String(host));
}

/** Address block for the pods of the n-th Kubernetes node (0 is the control plane): one /24 each, routed statically. */
export function podSubnetOfNode(index: number): string {
    return `10.244.${index}.0/24`;
}
