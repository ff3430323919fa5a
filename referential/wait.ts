/** Waits for something in the environment, never longer than it says. */

export interface Wait {
    /** What is waited for; ends the sentence "… has not come about within 60 s". */
    readonly what: string;
    readonly limitSeconds: number;
    /** @default 2 */
    readonly intervalSeconds?: number;
    readonly signal?: AbortSignal;
}

/**
 * Asks `probe` until it answers with something else than undefined. An error of the probe counts as "not yet".
 * Throws after the limit with the last error, or with what was waited for.
 */
export async function waitUntil<T>(wait: Wait, probe: () => Promise<T | undefined>): Promise<T> {
    const end = Date.now() + wait.limitSeconds * 1000;
    let reason = "";
    for (;;) {
        try {
            const answer = await probe();
            if (answer !== undefined) return answer;
        } catch (error) {
            reason = `: ${error instanceof Error ? error.message : String(error)}`;
        }
        wait.signal?.throwIfAborted();
        if (Date.now() >= end)
            throw new Error(`${wait.what} has not come about within ${wait.limitSeconds} s${reason}`);
        await pause((wait.intervalSeconds ?? 2) * 1000, wait.signal);
    }
}

/** Resolves after the time, or as soon as the signal is given. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
        const done = (): void => {
            clearTimeout(timer);
            signal?.removeEventListener("abort", done);
            resolve();
        };
        const timer = setTimeout(done, milliseconds);
        if (signal?.aborted) done();
        else signal?.addEventListener("abort", done, { once: true });
    });
}
