/** The size of every file of a cache entry, written down when it is whole: what was cut off later is told by it. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as path from "node:path";

/** Bytes of each file by its path within the entry. */
type Sizes = Readonly<Record<string, number>>;

/** It lies beside the directory: every file within is taken for a program. */
const sizesFile = (dir: string) => `${dir}.sizes`;

/**
 * Writes down the sizes of what was made.
 * @param made the directory as it is now
 * @param dir the directory as it will be called
 */
export async function recordSizes(made: string, dir: string): Promise<void> {
    const half = `${sizesFile(dir)}.half`;
    await fs.writeFile(half, JSON.stringify(sizesIn(made)));
    await fs.rename(half, sizesFile(dir));
}

/**
 * What is wrong with an entry, in a few words; undefined when it is as it was made, or from before sizes were recorded.
 * Sizes alone are compared: the contents of 2 GiB would take longer to read than anything else that `up` does, and what
 * happens to a cache is a full disk or a power cut, both of which leave files too short.
 */
export function damageOf(dir: string): string | undefined {
    if (!existsSync(sizesFile(dir))) return undefined;
    let sizes: Sizes;
    try {
        sizes = JSON.parse(readFileSync(sizesFile(dir), "utf8")) as Sizes;
    } catch {
        return "the list of its files is cut off"; // by what has cut off the files that were written before it
    }
    for (const [file, bytes] of Object.entries(sizes)) {
        const found = statSync(path.join(dir, file), { throwIfNoEntry: false })?.size;
        if (found !== bytes) return found === undefined ? `${file} is missing` : `${file} has ${found} bytes instead of ${bytes}`;
    }
    return undefined;
}

function sizesIn(dir: string, prefix = ""): Sizes {
    const sizes: Record<string, number> = {};
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
        const name = `${prefix}${entry.name}`;
        // Python writes what it has compiled anew as it sees fit. Links lead to what the machine's owner may update.
        if (entry.isDirectory() && entry.name !== "__pycache__") Object.assign(sizes, sizesIn(path.join(dir, entry.name), `${name}/`));
        else if (entry.isFile()) sizes[name] = statSync(path.join(dir, entry.name)).size;
    }
    return sizes;
}
