/** What a look at one kind of things gives. */

import { CommandError, run } from "../../setup/run";

/** A program that has said nothing by then is not waited for, milliseconds: neither `up` nor `down` may hang on it. */
const PATIENCE = 10_000;

/** By what a thing can be told to be somebody's. A name alone is never enough: `plateau-a-x` may be anybody's. */
export interface Marks {
    /** Environment that its label, its path or its command line names as a whole. */
    readonly environment?: string;
    /** ID of the container that it is part of. */
    readonly container?: string;
    /** Bridges that it is on or that it names; each is one network's alone. */
    readonly bridges?: readonly string[];
    /** Address of the container that it leads to, for what names no bridge. */
    readonly address?: string;
    /** Where it lies: what the engine keeps of one container or volume lies in a place of its own. */
    readonly place?: string;
    /** Who makes such things, where no more can be told. */
    readonly by?: "engine" | "plateau";
}

export interface Item extends Marks {
    /** Unique within its kind; the same thing has the same in two inventories. */
    readonly id: string;
    /** What a reader knows it by. */
    readonly name: string;
    /** What may change while the thing stays the same. */
    readonly detail?: string;
    /** When it began, where that is known. */
    readonly since?: string;
    /** Places that are this container's or this volume's alone. */
    readonly places?: readonly string[];
    /** Addresses that are this container's alone, while it runs. */
    readonly addresses?: readonly string[];
}

/** All things of a kind, or the reason why they could not be read. */
export interface Reading {
    readonly items?: readonly Item[];
    readonly unread?: string;
}

/** A reading in which things that look the same are told apart by their number: a rule or a mount may be there twice. */
export function numbered(items: readonly Item[]): Reading {
    const seen = new Map<string, number>();
    return {
        items: items.map((item) => {
            const number = (seen.get(item.id) ?? 0) + 1;
            seen.set(item.id, number);
            return number === 1 ? item : { ...item, id: `${item.id} #${number}` };
        }),
    };
}

/** What a program prints that is there on most machines. @throws where it is not there, or refuses */
export async function outputOf(program: string, args: readonly string[] = []): Promise<string> {
    return run(program, args, { signal: AbortSignal.timeout(PATIENCE) }).catch((error: unknown) => {
        throw error instanceof CommandError && /ENOENT/.test(error.output) ? new NotFound(program) : error;
    });
}

export class NotFound extends Error {
    constructor(program: string) {
        super(`the program ${program} is not found`);
    }
}
