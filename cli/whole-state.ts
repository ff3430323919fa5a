import { closeSync, fstatSync, linkSync, openSync, readSync, renameSync, rmSync, watch } from "node:fs";
import * as path from "node:path";
import type { Progress } from "../setup/progress";
import { isWhole, lastWholeState, stateFile } from "./stored";

/**
 * Does what changes a state, and sees to it that the state is whole in the end. Where the disk becomes full, the engine puts
 * what it could write in the place of the whole file (the library gocloud.dev renames its temporary file also when the
 * writing failed), then the same in the place of the backup. So each whole state gets a second name for as long as the
 * work takes: a hard link, for which there is room on a full disk.
 */
export async function keepingState<T>(name: string, progress: Pick<Progress, "note">, work: () => Promise<T>): Promise<T> {
    const file = stateFile(name);
    const kept = lastWholeState(name);
    keep(file, kept);
    const watcher = watch(path.dirname(file), (_event, changed) => {
        if (changed === path.basename(file)) keep(file, kept);
    });
    try {
        return await work();
    } finally {
        watcher.close();
        if (!isWhole(file) && isWhole(kept)) {
            renameSync(kept, file);
            progress.note("The state could not be written as a whole; the last one that was whole has been put back.");
        }
        rmSync(kept, { force: true });
    }
}

/** The link is made before it is looked at: the engine writes each state anew, so what a link leads to does not change. */
function keep(file: string, kept: string): void {
    const link = `${kept}.new`;
    try {
        rmSync(link, { force: true });
        linkSync(file, link);
        if (hasItsEnd(link)) renameSync(link, kept);
        else rmSync(link);
    } catch {
        // There is no state yet, or the next one has just taken its place, which is told as well.
    }
}

/** The brackets that close the deployment, the checkpoint and the file: the engine writes them on one line. */
const END = "}}}";

/** To read all of it takes 4 ms, and an `up` has five hundred of them: before one is put back is soon enough. */
function hasItsEnd(file: string): boolean {
    const descriptor = openSync(file, "r");
    try {
        const end = Buffer.alloc(END.length);
        const { size } = fstatSync(descriptor);
        return size > END.length && readSync(descriptor, end, { position: size - END.length }) === END.length && end.toString() === END;
    } finally {
        closeSync(descriptor);
    }
}
