/** Works until it is told to stop: at once while there is work, once a second while there is none. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Part } from "../shared/lifecycle";

/** Someone is looking at the page that waits for a confirmation; a second later is soon enough. */
const IDLE_MS = 1_000;
/** The database is away: as often as a person would try. */
const FAILED_MS = 3_000;

/**
 * @param workOnce does one piece of work; resolves to whether there was one
 * @param onError gets what `workOnce` throws; the loop goes on
 * @returns a part whose stop waits for the piece of work under way
 */
export function startLoop(workOnce: () => Promise<boolean>, onError: (error: unknown) => void): Part {
    const stopping = new AbortController();
    const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
    const loop = (async () => {
        while (!stopping.signal.aborted) {
            try {
                if (!(await workOnce())) await pause(IDLE_MS);
            } catch (error) {
                onError(error);
                await pause(FAILED_MS);
            }
        }
    })();
    return {
        name: "loop",
        stop: async () => {
            stopping.abort();
            await loop;
        },
    };
}
