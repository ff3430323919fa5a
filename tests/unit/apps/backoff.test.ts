import { MAX_ATTEMPTS, nextDelayMs } from "../../../apps/worker/backoff";

const attempts = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, i) => i + 1);

test("doubles from a second to two minutes", () => {
    expect(attempts.map((n) => nextDelayMs(n, 0.5))).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 64_000]);
});

test("gives up after the last attempt", () => {
    expect(nextDelayMs(MAX_ATTEMPTS)).toBeUndefined();
    expect(nextDelayMs(MAX_ATTEMPTS + 1)).toBeUndefined();
});

test.each(attempts)("spreads attempt %i by a quarter", (n) => {
    const middle = nextDelayMs(n, 0.5)!;
    expect(nextDelayMs(n, 0)).toBe(0.875 * middle);
    expect(nextDelayMs(n, 1)).toBe(1.125 * middle);
});
