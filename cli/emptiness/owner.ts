/** Whose a thing on this machine is. */
import type { Labelled } from "./inventory";
import type { Item } from "./reading";

/** An environment; the engine itself; Plateau, for all environments; or nobody that is known: the machine's other activity. */
export type Owner = { readonly environment: string } | "engine" | "plateau" | "nobody";

export type Attribution = (item: Item) => Owner;

/** Stands for an owner who is known not to be an environment; none can be called so. */
const NOBODY = "*";

/**
 * @param seen whatever has been seen of things with labels, the latest last: what is gone still says whose its bridge was
 * @returns whose each thing is, by label, place or kernel's word, never by how it is called
 */
export function attribution(seen: readonly Labelled[]): Attribution {
    const labelled = seen.flatMap((kinds) => [kinds.container, kinds.network, kinds.volume].flatMap((reading) => reading?.items ?? []));
    const containers = new Map(labelled.filter(({ container }) => container).map((item) => [item.container!, item.environment]));
    const bridges = new Map(labelled.flatMap((item) => (item.bridges ?? []).map((bridge) => [bridge, item.environment] as const)));
    const places = labelled.flatMap((item) => (item.places ?? []).map((place) => [place, item.environment] as const));
    // An address is given to another container some day: the latest one has it.
    const addresses = new Map(labelled.flatMap((item) => (item.addresses ?? []).map((address) => [address, item.environment] as const)));

    /** The environment that has it, or "nobody" where it is known to be somebody else's. */
    const owners = (item: Item): (string | undefined)[] => [
        item.environment,
        ...(item.container && containers.has(item.container) ? [containers.get(item.container) ?? NOBODY] : []),
        ...(item.bridges ?? []).filter((bridge) => bridges.has(bridge)).map((bridge) => bridges.get(bridge) ?? NOBODY),
        ...places.filter(([place]) => isWithin(item.place, place)).map(([, environment]) => environment ?? NOBODY),
        ...(item.address && addresses.has(item.address) ? [addresses.get(item.address) ?? NOBODY] : []),
    ];
    return (item) => {
        const owner = owners(item).find(Boolean);
        if (owner === NOBODY) return "nobody";
        return owner ? { environment: owner } : (item.by ?? "nobody");
    };
}

const isWithin = (file: string | undefined, place: string): boolean => file !== undefined && (file === place || file.startsWith(`${place}/`));

export const isOf = (environment: string, owner: Owner): boolean => typeof owner === "object" && owner.environment === environment;
