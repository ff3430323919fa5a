/** The cache of what set-up makes: one directory an entry, either whole or absent. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { lock } from "./lock";
import { cacheDir } from "./paths";
import { damageOf, recordSizes } from "./sizes";

/** Directory of a cache entry, whether it exists or not. */
export function entryDir(name: string, version: string): string {
    return path.join(cacheDir(), name, version);
}

/** Directory of a cache entry that is there and as it was made. */
export function findEntry(name: string, version: string): string | undefined {
    const dir = entryDir(name, version);
    return existsSync(dir) && !damageOf(dir) ? dir : undefined;
}

/**
 * Makes a cache entry unless it is there: builds in a directory beside it, then renames. A reader therefore sees
 * either the whole entry or none, whatever interrupted the build; a second run at once waits for the first.
 * @param version what the content depends on: a version, or a digest of the inputs
 * @param build fills the directory that it is given
 * @param note told when an entry was there and is no longer what was made: it is discarded
 * @returns the entry's directory
 */
export async function cached(name: string, version: string, build: (dir: string) => Promise<void>, note?: (text: string) => void): Promise<string> {
    const dir = entryDir(name, version);
    if (findEntry(name, version)) return dir;
    return exclusively(`${name}-${version}`, async () => {
        if (findEntry(name, version)) return dir; // another run made it while this one waited
        if (existsSync(dir)) {
            note?.(`${path.basename(name)} in the cache is damaged (${damageOf(dir)}); it is made anew.`);
            await fs.rm(dir, { recursive: true });
        }
        const half = `${dir}.half`;
        await fs.rm(half, { recursive: true, force: true });
        await fs.mkdir(half, { recursive: true });
        await build(half);
        await recordSizes(half, dir);
        await fs.rename(half, dir);
        return dir;
    });
}

/** Runs work that no other process of this user may do at the same time; whoever else wants to waits. */
export async function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
    const held = await lock(path.join(cacheDir(), "locks", name.replaceAll("/", "-")), { wait: true });
    try {
        return await work();
    } finally {
        held.release();
    }
}

/** SHA-256 over files and directories, names and contents; 12 hex digits tell builds apart well enough. */
export async function digestOf(paths: readonly string[], ...facts: readonly string[]): Promise<string> {
    const hash = createHash("sha256");
    for (const fact of facts) hash.update(`fact ${fact}\0`);
    for (const start of paths) await digestInto(hash, start, path.basename(start));
    return hash.digest("hex").slice(0, 12);
}

async function digestInto(hash: ReturnType<typeof createHash>, file: string, name: string): Promise<void> {
    const stat = await fs.stat(file);
    if (!stat.isDirectory()) {
        hash.update(`file ${name} ${stat.mode & 0o111 ? "x" : "-"}\0`).update(await fs.readFile(file));
        return;
    }
    const entries = (await fs.readdir(file)).filter((e) => e !== "node_modules" && e !== "__pycache__").sort();
    for (const entry of entries) await digestInto(hash, path.join(file, entry), `${name}/${entry}`);
}
