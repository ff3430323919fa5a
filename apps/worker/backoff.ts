/** When a failed job is tried again, and when no more. */

/** With the delays below, some five minutes of trying: longer than a fail-over of the database. */
export const MAX_ATTEMPTS = 8;

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 120_000;

/**
 * Delay before the next attempt: doubled each time, and spread by a quarter so that jobs that failed together,
 * because the same thing was down, do not come back together.
 * @param attempts made so far, from 1
 * @param random from 0 to 1
 * @returns milliseconds, or `undefined` when it is to be given up
 */
export function nextDelayMs(attempts: number, random: number = Math.random()): number | undefined {
    if (attempts >= MAX_ATTEMPTS) return undefined;
    const delay = Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), LONGEST_DELAY_MS);
    return Math.round(delay * (0.875 + 0.25 * random));
}
