/** Reads properties of which some are unknown: in a preview, what the cloud will compute. `up` looks again, with values. */
import type { ResourceValidation } from "@pulumi/policy";

// Properties are those of any provider's schema; the tests hold the names against the SDK packages.
export type Properties = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

/** What `read` gives; undefined where it meets a value that is not known yet. */
export function known<T>(read: () => T): T | undefined {
    try {
        return read();
    } catch (error) {
        if (error instanceof Error && "unknownTypeSentinel" in error) return undefined; // the SDK does not export the class
        throw error;
    }
}

/** The known items of a list that may be missing or unknown itself. */
export function items<T>(read: () => readonly T[] | undefined): T[] {
    const list = known(read);
    const indexes = known(() => Array.from({ length: list?.length ?? 0 }, (_, index) => index)) ?? [];
    return indexes.map((index) => known(() => list?.[index])).filter((item) => item !== undefined);
}

type Check = (properties: Properties, report: (message: string) => void, settings: () => Properties) => void;

/** Checks resources by their type; those of other types are none of the policy's business. */
export function byType(checks: Readonly<Record<string, Check>>): ResourceValidation {
    return ({ type, props, getConfig }, report) => checks[type]?.(props, (message) => report(message), getConfig);
}
