/** The one list of pinned versions; Go modules and npm packages are pinned, with checksums, in their own lock files. */
import versions from "./versions.json";

export { versions };

/** True when version `found` is at least `oldest`, part by part: "1.26.8" ≥ "1.26". */
export function atLeast(found: string, oldest: string): boolean {
    const a = found.split(".").map(Number);
    const b = oldest.split(".").map(Number);
    for (let i = 0; i < b.length; i++) {
        const difference = (a[i] ?? 0) - (b[i] ?? 0);
        if (difference) return difference > 0;
    }
    return true;
}
