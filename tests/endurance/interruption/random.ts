/** Random numbers that a seed repeats: Mulberry32. */
export class Random {
    constructor(private state: number) {}

    /** At least 0, less than 1. */
    next(): number {
        this.state = (this.state + 0x6d2b79f5) | 0;
        let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
    }

    below(limit: number): number {
        return Math.floor(this.next() * limit);
    }

    pick<T>(values: readonly T[]): T {
        return values[this.below(values.length)]!;
    }

    shuffled<T>(values: readonly T[]): T[] {
        return values.map((value) => [this.next(), value] as const).sort(([a], [b]) => a - b).map(([, value]) => value);
    }
}
