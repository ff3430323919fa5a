/** Runs `action` on each item, at most `limit` at a time, in the order of the list. */
export async function inParallel<T>(
    limit: number,
    items: readonly T[],
    action: (item: T) => Promise<void>,
): Promise<void> {
    const queue = items.values();
    const worker = async (): Promise<void> => {
        for (const item of queue) await action(item);
    };
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
}
