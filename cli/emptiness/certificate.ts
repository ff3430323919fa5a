/** The certificate of emptiness as a document: what is left of an environment, and what else is not as it was before. */
import { createHash } from "node:crypto";
import { compare, type Difference } from "./compare";
import { KINDS, type Inventory, type Kind } from "./inventory";
import { isOf, type Attribution, type Owner } from "./owner";
import type { Item } from "./reading";

/** Programs read it: a change of its form is a breaking change. */
export interface Certificate {
    readonly environment: string;
    readonly issuedAt: string;
    readonly machine: string;
    /** Absent where no inventory was taken before: then labels and paths alone say what is left. */
    readonly before?: Taken;
    readonly after: Taken;
    /** The machine was started anew between the two: processes, ports, interfaces and mounts are others since. */
    readonly restarted: boolean;
    readonly kinds: readonly Counted[];
    readonly left: readonly Left[];
    readonly differences: readonly OwnedDifference[];
}

interface Taken {
    readonly at: string;
    /** Of the inventory's file that lies beside the certificate. */
    readonly sha256: string;
}

export interface Counted {
    readonly kind: Kind;
    /** Undefined where it could not be read. */
    readonly before?: number;
    readonly after?: number;
    readonly left: number;
    /** Why nothing is said of this kind. */
    readonly unread?: { readonly before?: string; readonly after?: string };
}

export interface Left {
    readonly kind: Kind;
    readonly name: string;
    readonly id: string;
}

export interface OwnedDifference extends Omit<Difference, "item"> {
    readonly owner: Owner;
    readonly name: string;
    readonly detail?: string;
    readonly since?: string;
}

export function certificateOf(environment: string, before: Inventory | undefined, after: Inventory, ownerOf: Attribution): Certificate {
    const left = KINDS.flatMap((kind) => (after.kinds[kind].items ?? []).filter((item) => isOf(environment, ownerOf(item))).map((item): Left => ({ kind, name: item.name, id: item.id })));
    return {
        environment,
        issuedAt: after.takenAt,
        machine: after.machine,
        ...(before ? { before: taken(before) } : {}),
        after: taken(after),
        restarted: before !== undefined && before.boot !== after.boot,
        kinds: KINDS.map((kind) => counted(kind, before, after, left)),
        left,
        differences: before ? compare(before, after).map((difference) => owned(difference, ownerOf)) : [],
    };
}

/** The form in which an inventory is kept beside its certificate. */
export const inventoryText = (inventory: Inventory): string => `${JSON.stringify(inventory, null, 1)}\n`;

const taken = (inventory: Inventory): Taken => ({ at: inventory.takenAt, sha256: createHash("sha256").update(inventoryText(inventory)).digest("hex") });

function counted(kind: Kind, before: Inventory | undefined, after: Inventory, left: readonly Left[]): Counted {
    const [old, now] = [before?.kinds[kind], after.kinds[kind]];
    // An inventory of an earlier version may not know the kind at all.
    const reasons = { before: before && !old?.items ? (old?.unread ?? "not looked at") : undefined, after: now.unread };
    return {
        kind,
        before: old?.items?.length,
        after: now.items?.length,
        left: left.filter((item) => item.kind === kind).length,
        ...(reasons.before || reasons.after ? { unread: reasons } : {}),
    };
}

/** Without the marks: they have said whose it is. */
function owned({ kind, change, before, item }: Difference, ownerOf: Attribution): OwnedDifference {
    const { name, detail, since }: Item = item;
    return { kind, change, owner: ownerOf(item), name, ...(before === undefined ? {} : { before }), ...(detail ? { detail } : {}), ...(since ? { since } : {}) };
}
