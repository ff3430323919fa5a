/** Compares two documents and names what differs, by path. */

/** "spec.replicas: 2, 1" for each leaf that differs; a part that only one of them has is compared with "nothing". */
export function differences(left: unknown, right: unknown, path = ""): string[] {
    if (isBranch(left) && isBranch(right)) {
        const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])].toSorted();
        return keys.flatMap((key) => differences(left[key], right[key], path === "" ? key : `${path}.${key}`));
    }
    const [a, b] = [show(left), show(right)];
    return a === b ? [] : [`${path}: ${a}, ${b}`];
}

/** Objects and lists; a list is compared item by item, in order. */
function isBranch(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null;
}

function show(value: unknown): string {
    return value === undefined ? "nothing" : JSON.stringify(value);
}
