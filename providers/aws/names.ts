/** A name for what the program leaves without one: the resource's, and an end by chance, so that a replacement finds room beside it. */
import { createHash } from "node:crypto";
import type { Context, Properties } from "../kit/types";
import type { Kind } from "./kind";

const END = 7;

/** Fills in the name; one that was given by chance stays, as long as nothing that it was made of changes. */
export function named({ by, prefix, maxLength }: NonNullable<Kind["named"]>, inputs: Properties, { name, randomSeed }: Context, olds: Properties | undefined): void {
    if (inputs[by] !== undefined) return;
    const wanted = prefix ? (inputs[prefix] as string | undefined) : undefined;
    if (olds?.[by] !== undefined && (prefix ? olds[prefix] : undefined) === wanted) {
        inputs[by] = olds[by];
        return;
    }
    const end = createHash("sha256").update(randomSeed ?? new Uint8Array()).update(name).digest("hex").slice(0, END);
    inputs[by] = `${(wanted ?? `${name}-`).slice(0, maxLength - END)}${end}`;
}
