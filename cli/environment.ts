/** Opens an environment of this machine, or makes its record. */
import * as fs from "node:fs/promises";
import { version } from "../package.json";
import { exclusively } from "../setup/cache";
import { engineIsInstalled, ensureEngine } from "../setup/engine";
import { environmentDir } from "../setup/paths";
import { takeInventory, withEngine, type Inventory } from "./emptiness/inventory";
import { keepInventory } from "./emptiness/store";
import { chooseNetwork } from "./network-choice";
import { findEnvironment, requireNotNewer, requireRecord, saveEnvironment, type EnvironmentRecord } from "./record";
import { requireWholeStore, storeOf, writePassphrase } from "./stored";
import { targetOf } from "./target";

/** The record of an environment that can be worked with: all that it has stored is whole. */
export async function requireEnvironment(name: string): Promise<EnvironmentRecord> {
    const record = await requireRecord(name);
    requireWholeStore(name);
    return record;
}

/**
 * The environment's record, made on first use: it reserves a network that nobody else on this machine has.
 * @param asked target, where the user names one
 */
export async function openEnvironment(name: string, asked?: unknown): Promise<EnvironmentRecord> {
    const known = await findEnvironment(name);
    const target = await targetOf(name, known, asked);
    if (known) {
        requireNotNewer(known);
        return known;
    }
    const before = target === "local" ? await inventoryBefore() : undefined;
    return exclusively("environments", async () => {
        const made = await findEnvironment(name); // by another run, while this one waited
        if (made) return made;
        const network = await chooseNetwork(name, target); // a faulty specification leaves nothing behind
        await fs.mkdir(environmentDir(name), { recursive: true, mode: 0o700 });
        if (before) await keepInventory(name, before);
        await writePassphrase(storeOf(name));
        return saveEnvironment({ name, target, network, createdAt: new Date().toISOString(), version });
    });
}

/** The machine before anything is started: `down` compares it with what is there then. */
async function inventoryBefore(): Promise<Inventory> {
    const untouched = await takeInventory();
    // The networks of an engine that does not run are in use again as soon as it does.
    if (engineIsInstalled()) await ensureEngine();
    return withEngine(untouched);
}
