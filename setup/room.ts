/** Whether this machine has room for an environment: disk, memory, and a clock that its certificates can be checked by. */
import { existsSync, readFileSync, statfsSync } from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { everythingIsMade } from "./inventory";
import { cacheDir, dataDir } from "./paths";
import { run } from "./run";
import { versions } from "./versions";

/**
 * Free space, GiB: for tools and images that are still to be made, and for an environment once they are there. A first
 * set-up took 23: 12 of Go's build cache, 6 of modules, the rest tools and images.
 */
export const DISK_GIB = { firstTime: 25, environment: 2 };

/** Available memory, GiB: with less than `least` an environment does not come up whole; it takes up to `most`. */
export const MEMORY_GIB = { least: 2, most: 4 };

/** Where Debian's and Docker's own packages keep images and volumes. */
const ENGINE_ROOT = "/var/lib/docker";

/** How the machine is looked at; a test puts another one in its place. */
export interface Probes {
    /** Free space of the file system that a directory lies on, as blocks that this user may use. */
    statfs(directory: string): { readonly bavail: number; readonly bsize: number };
    /** Text of /proc/meminfo. */
    meminfo(): string;
    now(): Date;
}

export const MACHINE: Probes = { statfs: (directory) => statfsSync(directory), meminfo: () => readFileSync("/proc/meminfo", "utf8"), now: () => new Date() };

/** Free and needed space of one place, GiB. */
export interface Space {
    readonly place: string;
    readonly free: number;
    readonly needed: number;
}

export const isTight = ({ free, needed }: Space): boolean => free < needed;

/** Space where the cache, the engine's images and volumes, and the environments lie. */
export async function findSpace(probes = MACHINE): Promise<Space[]> {
    const root = await engineRoot();
    const made = [cacheDir(), ...(root ? [root] : [])].map((place) => ({ place, free: freeGiB(place, probes) }));
    // What is already made is looked for only where it makes a difference: that takes a moment.
    const enough = made.every(({ free }) => free >= DISK_GIB.firstTime);
    const needed = enough || !(await everythingIsMade()) ? DISK_GIB.firstTime : DISK_GIB.environment;
    return [...made.map((space) => ({ ...space, needed })), { place: dataDir(), free: freeGiB(dataDir(), probes), needed: DISK_GIB.environment }];
}

/** The place with the least free space of those that this command writes to. Asks no program: the disk may be full. */
export function fullestPlace(probes = MACHINE): Pick<Space, "place" | "free"> {
    const places = [cacheDir(), dataDir(), os.tmpdir(), ENGINE_ROOT].filter((place, index) => index < 3 || existsSync(place));
    return places.map((place) => ({ place, free: freeGiB(place, probes) })).reduce((least, other) => (other.free < least.free ? other : least));
}

/** The engine's own directory. One that is not on this machine, but in a virtual machine say, cannot be looked at. */
async function engineRoot(): Promise<string | undefined> {
    const root = await run("docker", ["info", "--format", "{{.DockerRootDir}}"]).catch(() => "");
    if (!root) return ENGINE_ROOT; // where it will be, once there is an engine
    return existsSync(root) ? root : undefined;
}

function freeGiB(place: string, { statfs }: Probes): number {
    let there = place;
    while (!existsSync(there)) there = path.dirname(there); // what is still to be made will lie on its parent's file system
    const { bavail, bsize } = statfs(there);
    return (bavail * bsize) / 2 ** 30;
}

/** Memory that programs can have without pushing others out, GiB; NaN where the kernel does not say. */
export function availableMemory({ meminfo } = MACHINE): number {
    return Number(/MemAvailable:\s+(\d+)/.exec(meminfo())?.[1]) / 2 ** 20;
}

/** What the clock says, if that cannot be: this version was made later. */
export function wrongClock({ now } = MACHINE): Date | undefined {
    return now() < new Date(versions.released) ? now() : undefined;
}
