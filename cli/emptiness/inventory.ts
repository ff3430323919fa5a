/** What is on this machine at one moment, as far as an environment could change it: kind by kind, ready to be compared. */
import { readFileSync } from "node:fs";
import * as os from "node:os";
import { readContainers, readImages, readNetworks, readVolumes } from "./read/engine";
import { readFiles } from "./read/files";
import { readFirewall } from "./read/firewall";
import { readInterfaces } from "./read/interfaces";
import { readKernelSettings } from "./read/kernel";
import { readMounts } from "./read/mounts";
import { readNftables } from "./read/nftables";
import { readPorts } from "./read/ports";
import { readProcesses } from "./read/processes";
import type { Reading } from "./reading";

/** Each kind with what reads it, in the order in which a reader is told of them. */
const READERS = {
    container: readContainers,
    network: readNetworks,
    volume: readVolumes,
    image: readImages,
    process: readProcesses,
    port: readPorts,
    interface: readInterfaces,
    "firewall rule": readFirewall,
    "nftables rule": readNftables,
    mount: readMounts,
    file: readFiles,
    "kernel setting": readKernelSettings,
} as const satisfies Record<string, () => Reading | Promise<Reading>>;

export type Kind = keyof typeof READERS;

export const KINDS = Object.keys(READERS) as Kind[];

/** Kinds that only the container engine can tell of. */
const OF_THE_ENGINE = ["container", "network", "volume", "image"] as const satisfies Kind[];

/** Kinds by which whatever else there is can be told to belong to an environment: they carry its label. */
const LABELLED = ["container", "network", "volume"] as const satisfies Kind[];

/**
 * One look at the machine. There is no secret in it: of a process its name, number, user and start are kept, never its
 * arguments; of a container and a mount nothing of what they were started with; of a file no content.
 */
export interface Inventory {
    readonly takenAt: string;
    readonly machine: string;
    /** Changes with every start of the machine. */
    readonly boot: string;
    readonly kinds: Readonly<Record<Kind, Reading>>;
}

/** What carries labels, and nothing else. */
export type Labelled = Readonly<Record<(typeof LABELLED)[number], Reading>>;

/** Looks at everything at once; takes a fraction of a second. What cannot be read says why, and is no failure. */
export async function takeInventory(): Promise<Inventory> {
    const takenAt = new Date().toISOString();
    return { takenAt, machine: os.hostname(), boot: bootId(), kinds: await readAll(KINDS) };
}

/** The same inventory with what only the engine knows, now that it runs; nothing may have been made in it before. */
export async function withEngine(inventory: Inventory): Promise<Inventory> {
    const unread = OF_THE_ENGINE.filter((kind) => !inventory.kinds[kind].items);
    return unread.length > 0 ? { ...inventory, kinds: { ...inventory.kinds, ...(await readAll(unread)) } } : inventory;
}

export function readLabelled(): Promise<Labelled> {
    return readAll(LABELLED);
}

async function readAll<K extends Kind>(kinds: readonly K[]): Promise<Record<K, Reading>> {
    const read = async (kind: K): Promise<[K, Reading]> => [kind, await attempt(READERS[kind])];
    return Object.fromEntries(await Promise.all(kinds.map(read))) as Record<K, Reading>;
}

async function attempt(reader: () => Reading | Promise<Reading>): Promise<Reading> {
    try {
        return await reader();
    } catch (error) {
        return { unread: String(error instanceof Error ? error.message : error).split("\n")[0]!.slice(0, 200) };
    }
}

function bootId(): string {
    try {
        return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    } catch {
        return "unknown"; // an `up` never fails for want of it
    }
}
