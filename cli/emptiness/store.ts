/**
 * Where inventories wait for their certificate: in the environment's directory from `up` on, and in the reports' from the
 * beginning of a `down` on, which removes that directory before it has looked whether anything is left. A `down` that is
 * interrupted anywhere finds there, the next time, what the first one had.
 */
import { existsSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { dataDir, environmentDir } from "../../setup/paths";
import type { Inventory, Labelled } from "./inventory";

const BEFORE = "inventory-before-up.json";
const reportsOf = (environment: string) => path.join(dataDir(), "reports", environment);
const pending = (environment: string) => path.join(reportsOf(environment), "down-under-way");
const belongingsFile = (environment: string) => path.join(pending(environment), "belongings.json");

/** Keeps the inventory from before the environment, unless an interrupted run has: its own was the earlier one. */
export async function keepInventory(environment: string, inventory: Inventory): Promise<void> {
    const file = path.join(environmentDir(environment), BEFORE);
    if (!existsSync(file)) await write(file, inventory);
}

/** Takes the inventory out of the directory that is going to be removed, and adds what the environment has. */
export async function setAside(environment: string, has: Labelled): Promise<void> {
    await fs.mkdir(pending(environment), { recursive: true, mode: 0o700 });
    const file = path.join(environmentDir(environment), BEFORE);
    if (existsSync(file)) await fs.rename(file, path.join(pending(environment), BEFORE));
    await write(belongingsFile(environment), [...(await belongings(environment)), has]);
}

/** What an environment had when a `down` began, and each one before that did not end: it tells whose the traces are. */
export async function belongings(environment: string): Promise<readonly Labelled[]> {
    return (await read<Labelled[]>(belongingsFile(environment), (content) => Array.isArray(content))) ?? [];
}

export function inventoryBefore(environment: string): Promise<Inventory | undefined> {
    return read<Inventory>(path.join(pending(environment), BEFORE), ({ kinds, takenAt }) => typeof kinds === "object" && typeof takenAt === "string");
}

/** Keeps a certificate, with the inventories that it compares, in a directory of its own; only the user may read it. */
export async function storeCertificate(environment: string, issuedAt: string, files: Readonly<Record<string, string>>): Promise<string> {
    const dir = path.join(reportsOf(environment), `${issuedAt.replaceAll(":", "-")}-down`);
    await fs.mkdir(dir, { recursive: true, mode: 0o700 });
    for (const [name, text] of Object.entries(files)) await fs.writeFile(path.join(dir, name), text, { mode: 0o600 });
    return dir;
}

/** Nothing is left: the next environment of this name begins with an inventory of its own. */
export async function forget(environment: string): Promise<void> {
    await fs.rm(pending(environment), { recursive: true, force: true });
}

/** A damaged file is none: what it said is lost, and the certificate says that there is nothing to compare with. */
async function read<T>(file: string, isWhole: (content: Partial<T>) => boolean): Promise<T | undefined> {
    try {
        const content = JSON.parse(await fs.readFile(file, "utf8")) as T | null;
        return content && isWhole(content) ? content : undefined;
    } catch {
        return undefined;
    }
}

async function write(file: string, content: object): Promise<void> {
    await fs.writeFile(`${file}.half`, JSON.stringify(content), { mode: 0o600 });
    await fs.rename(`${file}.half`, file);
}
