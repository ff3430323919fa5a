import { printPath } from "./properties";
import type { Path, ResourceType } from "./types";

export interface Change {
    path: Path;
    kind: "add" | "delete" | "update";
    replace: boolean;
    /** False for an output that is stale: no input changed. */
    input: boolean;
}

type Found = Pick<Change, "path" | "kind">;

const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);

/** Every place where two values differ, as deep as both have the same shape. Absent and null are the same. */
export function compare(before: unknown, after: unknown, path: Path = []): Found[] {
    const old = before ?? undefined;
    const now = after ?? undefined;
    if (old === now) {
        return [];
    }
    if (old === undefined || now === undefined) {
        return [{ path, kind: old === undefined ? "add" : "delete" }];
    }
    if (Array.isArray(old) && Array.isArray(now)) {
        const longer = old.length > now.length ? old : now;
        return longer.flatMap((_, index) => compare(old[index], now[index], [...path, index]));
    }
    if (isObject(old) && isObject(now)) {
        const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])];
        return keys.flatMap((key) => compare(old[key], now[key], [...path, key]));
    }
    return [{ path, kind: "update" }];
}

/** `spec.replicas` ignores itself and all below it; `spec.ports[*].port` any index. */
function ignores(pattern: string, path: Path): boolean {
    const wanted = printPath(path)
        .replace(/\[(\d+)\]/g, ".$1")
        .replace(/\["((?:[^"\\]|\\.)*)"\]/g, ".$1");
    const given = pattern.replace(/\[(\d+|\*)\]/g, ".$1").replace(/\["((?:[^"\\]|\\.)*)"\]/g, ".$1");
    const exact = given
        .split("*")
        .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
        .join("[^.]+");
    return new RegExp(`^${exact}(\\.|$)`).test(wanted);
}

/** What separates the old inputs from the new ones, and whether each change replaces the resource. */
export function changes(type: ResourceType, oldInputs: object, inputs: object, ignored: readonly string[]): Change[] {
    const specs = type.props as Record<string, { replace?: boolean } | undefined>;
    const replaces = (path: Path): boolean => {
        if (!type.update) {
            return true;
        }
        return type.replaces ? type.replaces(path, oldInputs, inputs) : specs[String(path[0])]?.replace === true;
    };
    return compare(oldInputs, inputs)
        .filter(({ path }) => !ignored.some((pattern) => ignores(pattern, path)))
        .map((found) => ({ ...found, replace: replaces(found.path), input: true }));
}
