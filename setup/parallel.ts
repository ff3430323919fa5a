/** How much of the set-up is done at once. */

/** Builds that run at once. Two keep two cores busy while one of them links, which uses a single core. */
export const PARALLEL_BUILDS = 2;

/** Lets at most `size` pieces of work run at once, in the order in which they were asked for. */
export function limiter(size: number): <T>(work: () => Promise<T>) => Promise<T> {
    let running = 0;
    const waiting: (() => void)[] = [];
    return async (work) => {
        if (running >= size) await new Promise<void>((resolve) => waiting.push(resolve));
        running++;
        try {
            return await work();
        } finally {
            running--;
            waiting.shift()?.();
        }
    };
}
