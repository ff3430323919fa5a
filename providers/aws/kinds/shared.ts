/** What kinds of every service need: plain types, what is gone, what is half-made, waiting. */
import type * as pulumi from "@pulumi/pulumi";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { PartialFailure } from "../../kit/errors";
import type { Context, Properties } from "../../kit/types";
import type { Live } from "../kind";

/** Arguments or state of a class of `@pulumi/aws` as plain values. */
export type Plain<T> = Partial<pulumi.Unwrap<T>>;

/** AWS may leave out any part. */
type Parts<T> = T extends readonly (infer Each)[] ? Parts<Each>[] : T extends object ? { [Key in keyof T]?: Parts<T[Key]> } : T;

/** What a kind answers of a resource, without what AWS leaves out; the compiler compares names and shapes with the class's state. */
export const live = <State>(id: string, properties: Parts<Plain<State>>): Live => ({ id, properties: JSON.parse(JSON.stringify(properties)) as Properties });

/** How AWS's services name the error that something is not there. */
const GONE = /NotFound|NoSuchEntity/;

/** The answer; undefined where what was asked for is gone. */
export const unlessGone = <T>(asked: Promise<T>): Promise<T | undefined> => unless(GONE, asked);

/** The answer; undefined where AWS's error has such a name. */
export const unless = <T>(name: RegExp, asked: Promise<T>): Promise<T | undefined> =>
    asked.catch((error: unknown) => {
        if (name.test((error as Error).name)) return undefined;
        throw error;
    });

/** It went into a state from which it never becomes usable. */
class Failed extends Error {}

/**
 * Ends the making of what has an ID already: whatever fails now, the state keeps the ID.
 * @param replacing an input that AWS cannot change: left out of the state of what has failed for good, so that the next update replaces it
 */
export async function finish(id: string, inputs: Properties, replacing: string, rest: () => Promise<unknown>): Promise<string> {
    await rest().catch((error: Error) => {
        const others = Object.fromEntries(Object.entries(inputs).filter(([name]) => name !== replacing));
        throw new PartialFailure(id, inputs, [error.message], error instanceof Failed ? others : inputs);
    });
    return id;
}

const FIRST_PAUSE_MILLISECONDS = 250;
const LONGEST_PAUSE_MILLISECONDS = 10_000;

/** @param attempt what came out, or in words what there is to wait for */
async function poll<T>(attempt: () => Promise<{ result: T } | { waiting: string }>, context: Context, minutes: number): Promise<T> {
    const limit = context.timeoutSeconds ?? 60 * minutes;
    const end = Date.now() + 1000 * limit;
    for (let pause = FIRST_PAUSE_MILLISECONDS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLISECONDS)) {
        const seen = await attempt();
        if ("result" in seen) return seen.result;
        if (context.signal.aborted) throw new Error(`${seen.waiting}. ${(context.signal.reason as Error).message}`);
        if (Date.now() > end) throw new Error(`${seen.waiting}. It was waited for ${limit} s.`);
        context.status(seen.waiting);
        await sleep(pause, undefined, { signal: context.signal }).catch(() => undefined);
    }
}

export interface Seen {
    readonly state: string | undefined;
    /** AWS's own words about it. */
    readonly reason?: string;
}

export interface Goal {
    /** "NAT gateway nat-0123456789abcdef0". */
    readonly what: string;
    /** Undefined: that it is gone. */
    readonly state: string | undefined;
    /** States that do not lead there. */
    readonly never?: RegExp;
    /** Limit where the program sets none. */
    readonly minutes: number;
}

/**
 * Waits for a state.
 * @param look undefined where it is gone, or not to be seen yet
 */
export async function reach({ what, state, never, minutes }: Goal, look: () => Promise<Seen | undefined>, context: Context): Promise<void> {
    await poll<true>(async () => {
        const seen = await look();
        if (seen?.state === state) return { result: true };
        const now = `${what} is ${seen?.state ?? "not there yet"}${seen?.reason ? ` (${seen.reason})` : ""}`;
        if (seen?.state && never?.test(seen.state)) throw new Failed(now);
        return { waiting: now };
    }, context, minutes);
}

/** Asks again as long as AWS refuses for a reason that passes: an interface is not let go of yet, a role not known everywhere. */
export const insist = <T>(what: string, passing: RegExp, ask: () => Promise<T>, context: Context, minutes: number): Promise<T> =>
    poll<T>(async () => {
        try {
            return { result: await ask() };
        } catch (error) {
            const refusal = `${(error as Error).name}: ${(error as Error).message}`;
            if (passing.test(refusal)) return { waiting: `${what}: AWS says ${refusal}` };
            throw error;
        }
    }, context, minutes);

const text = (value: unknown): string => JSON.stringify(value, (_, part: unknown) => (part && typeof part === "object" && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part));

/** A list whose order means nothing to AWS: in the order that is known where it has the same members. */
export const inOrder = <T>(found: readonly T[], known: unknown): T[] =>
    Array.isArray(known) && isDeepStrictEqual(found.map(text).sort(), known.map(text).sort()) ? (known as T[]) : [...found];

/** Members of a list that go and come. */
export function difference(found: readonly string[] = [], wanted: readonly string[] = []): { added: string[]; removed: string[] } {
    return { added: wanted.filter((each) => !found.includes(each)), removed: found.filter((each) => !wanted.includes(each)) };
}

/** A document in JSON: as it is known where it says the same. */
export function sameDocument(found: string, known: unknown): string {
    return typeof known === "string" && isDeepStrictEqual(JSON.parse(found), JSON.parse(known)) ? known : found;
}
