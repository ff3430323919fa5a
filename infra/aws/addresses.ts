/** Subnets of the VPC: one of each kind in each of three zones, all within the environment's /16. */

export const KINDS = ["public", "private", "control", "data"] as const;

/**
 * `public` has a way in and out, `private` a way out, `data` neither. `control` holds the interfaces of the EKS control plane
 * and nothing else, so that a network policy can name it.
 */
export type Kind = (typeof KINDS)[number];

export const ZONE_COUNT = 3;

/** Third octet of each zone's subnet, and its prefix length. Pods get addresses of `private`, hence its size. */
const PLAN: Record<Kind, { readonly octets: readonly [number, number, number]; readonly length: number }> = {
    public: { octets: [1, 2, 3], length: 24 },
    control: { octets: [4, 5, 6], length: 28 },
    data: { octets: [11, 12, 13], length: 24 },
    private: { octets: [32, 64, 96], length: 19 },
};

/** Services of the cluster: beside every environment's network (10.64 to 10.127). */
export const SERVICE_CIDR = "172.20.0.0/16";

/** CIDR of a kind's subnet in the zone number `zone`, from 0. */
export function subnetCidr(network: string, kind: Kind, zone: number): string {
    const { octets, length } = PLAN[kind];
    const [a, b] = network.split(".");
    return `${a}.${b}.${octets[zone]}.0/${length}`;
}

/** CIDRs of a kind in every zone. */
export function subnetCidrs(network: string, kind: Kind): string[] {
    return PLAN[kind].octets.map((_, zone) => subnetCidr(network, kind, zone));
}
