/** Refuses to begin on a machine without room for an environment, while nothing has been begun. */
import { availableMemory, findSpace, isTight, MACHINE, MEMORY_GIB, wrongClock } from "../setup/room";
import { versions } from "../setup/versions";
import type { Progress } from "../setup/progress";
import { UserError } from "./errors";
import { isRunning } from "./ports";

/**
 * Looks at clock and disk.
 * @param probes what the machine is asked; a test gives its own answers
 */
export async function requireRoom(probes = MACHINE): Promise<void> {
    const clock = wrongClock(probes);
    if (clock) throw new UserError("CLOCK_WRONG", `The clock of this machine says ${minutes(clock)}, before this version of Plateau was made (${versions.released}): certificates would not be valid.`);

    const tight = (await findSpace(probes)).find(isTight);
    if (tight) throw new UserError("DISK_FULL", `Too little disk: ${tight.free.toFixed(1)} GiB are free at ${tight.place}, ${tight.needed} GiB are needed.`);
}

/** Looks at the memory that servers are going to take. */
export async function requireMemory(environment: string, progress: Pick<Progress, "note">, probes = MACHINE): Promise<void> {
    const memory = availableMemory(probes);
    if (!(memory < MEMORY_GIB.most)) return;
    if (await isRunning(environment)) return; // it has its memory already
    const sentence = `${memory.toFixed(1)} GiB of memory are available`;
    if (memory < MEMORY_GIB.least) throw new UserError("MEMORY_LOW", `Too little memory: ${sentence}, an environment needs ${MEMORY_GIB.least} GiB to come up and takes up to ${MEMORY_GIB.most}.`);
    progress.note(`${sentence}; an environment takes up to ${MEMORY_GIB.most}, so servers may run short of it.`);
}

/** "2020-01-01 00:03 UTC". */
const minutes = (date: Date) => `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
