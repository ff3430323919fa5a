/** Inventories for tests: a machine with an environment "a", one with a longer name, and look-alikes that are nobody's. */
import { KINDS, type Inventory, type Kind } from "../../../../cli/emptiness/inventory";
import type { Item, Reading } from "../../../../cli/emptiness/reading";

export const id = (digit: string) => digit.repeat(64);
/** The bridge of the network whose ID is this digit again and again. */
export const bridge = (digit: string) => `br-${digit.repeat(12)}`;

export function inventory(kinds: Partial<Record<Kind, readonly Item[] | Reading>>, changes: Partial<Inventory> = {}): Inventory {
    const reading = (kind: Kind): Reading => {
        const given = kinds[kind] ?? [];
        return Array.isArray(given) ? { items: given as Item[] } : (given as Reading);
    };
    const all = Object.fromEntries(KINDS.map((kind) => [kind, reading(kind)])) as Record<Kind, Reading>;
    return { takenAt: "2026-11-25T03:00:00.000Z", machine: "poste-12", boot: "b1", kinds: all, ...changes };
}

export const container = (digit: string, name: string, environment?: string, address?: string): Item => ({
    id: id(digit),
    name,
    detail: "image, running",
    container: id(digit),
    places: [`/var/lib/docker/overlay2/${digit}/merged`, `/run/docker/netns/${digit}`],
    ...(address ? { addresses: [address] } : {}),
    ...(environment ? { environment } : {}),
});

export const network = (digit: string, name: string, environment?: string): Item => ({ id: id(digit), name, detail: "bridge", bridges: [bridge(digit)], ...(environment ? { environment } : {}) });

export const volume = (name: string, environment?: string): Item => ({ id: name, name, detail: "local", places: [`/var/lib/docker/volumes/${name}/_data`], ...(environment ? { environment } : {}) });
