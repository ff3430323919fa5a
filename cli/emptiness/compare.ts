/** What is not the same in two inventories. */
import { KINDS, type Inventory, type Kind } from "./inventory";
import type { Item } from "./reading";

export type Change = "appeared" | "gone" | "changed";

export interface Difference {
    readonly kind: Kind;
    readonly change: Change;
    /** As it is now; what is gone, as it was. */
    readonly item: Item;
    /** Of what has changed: its detail before. */
    readonly before?: string;
}

/** Kinds that one of the two could not read are not compared: nobody knows what was or is there. */
export function compare(before: Inventory, after: Inventory): Difference[] {
    return KINDS.flatMap((kind) => {
        const [old, now] = [before.kinds[kind]?.items, after.kinds[kind]?.items];
        return old && now ? compareItems(kind, old, now) : [];
    });
}

function compareItems(kind: Kind, before: readonly Item[], after: readonly Item[]): Difference[] {
    const old = new Map(before.map((item) => [item.id, item]));
    const now = new Set(after.map(({ id }) => id));
    return [
        ...after.flatMap((item): Difference[] => {
            const was = old.get(item.id);
            if (!was) return [{ kind, change: "appeared", item }];
            return was.detail === item.detail ? [] : [{ kind, change: "changed", item, before: was.detail ?? "" }];
        }),
        ...before.filter(({ id }) => !now.has(id)).map((item): Difference => ({ kind, change: "gone", item })),
    ];
}
