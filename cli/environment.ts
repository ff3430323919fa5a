/** Opens an environment of this machine, or makes its record. */
import { randomBytes } from "node:crypto";
import * as fs from "node:fs/promises";
import { version } from "../package.json";
import { exclusively } from "../setup/cache";
import { engineIsInstalled, ensureEngine } from "../setup/engine";
import { environmentDir } from "../setup/paths";
import { takeInventory, withEngine } from "./emptiness/inventory";
import { keepInventory } from "./emptiness/store";
import { chooseNetwork } from "./network-choice";
import { findEnvironment, requireNotNewer, requireRecord, saveEnvironment, type EnvironmentRecord } from "./record";
import { passphraseFile, requireWholeStore } from "./stored";

/** The record of an environment that can be worked with: all that it has stored is whole. */
export async function requireEnvironment(name: string): Promise<EnvironmentRecord> {
    const record = await requireRecord(name);
    requireWholeStore(name);
    return record;
}

/** The environment's record, made on first use: it reserves a network that nobody else on this machine has. */
export async function openEnvironment(name: string): Promise<EnvironmentRecord> {
    const known = await findEnvironment(name);
    if (known) {
        requireNotNewer(known);
        return known;
    }
    const untouched = await takeInventory(); // before anything is started: `down` compares the machine with it
    // The networks of an engine that does not run are in use again as soon as it does.
    if (engineIsInstalled()) await ensureEngine();
    const before = await withEngine(untouched);
    return exclusively("environments", async () => {
        const made = await findEnvironment(name); // by another run, while this one waited
        if (made) return made;
        const network = await chooseNetwork(name); // a faulty specification leaves nothing behind
        await fs.mkdir(environmentDir(name), { recursive: true, mode: 0o700 });
        await keepInventory(name, before);
        await fs.writeFile(passphraseFile(name), randomBytes(32).toString("base64url"), { mode: 0o600 });
        return saveEnvironment({ name, target: "local", network, createdAt: new Date().toISOString(), version });
    });
}
