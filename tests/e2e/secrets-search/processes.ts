/** Keeps what the processes of this machine show of themselves while something is running: arguments and environment. */
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

const PAUSE_MILLISECONDS = 250;
/** A process is looked at twice: it begins as a copy of its parent, and becomes another program a moment later. */
const LOOKS = 2;

export function recordProcesses(): { stop(): Promise<string> } {
    const texts = new Set<string>();
    const looks = new Map<string, number>();
    let recording = true;
    const read = async (file: string) => texts.add(await readFile(file, "latin1").catch(() => "")); // it may have ended
    const done = (async () => {
        while (recording) {
            const running = (await readdir("/proc")).filter((entry) => /^\d+$/.test(entry));
            const fresh = running.filter((id) => (looks.get(id) ?? 0) < LOOKS);
            for (const id of looks.keys()) if (!running.includes(id)) looks.delete(id);
            for (const id of fresh) looks.set(id, (looks.get(id) ?? 0) + 1);
            await Promise.all(fresh.flatMap((id) => [read(`/proc/${id}/cmdline`), read(`/proc/${id}/environ`)]));
            await sleep(PAUSE_MILLISECONDS);
        }
    })();
    return {
        async stop() {
            recording = false;
            await done;
            return [...texts].join("\n");
        },
    };
}
