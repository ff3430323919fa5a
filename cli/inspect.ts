/**
 * Asks the container engine about several of its objects by one command, which prints a line for each. One that goes
 * meanwhile makes the engine complain about all of them: then each is asked for by itself, and that one has no line.
 * @param inspect prints what is asked about the objects with these identities
 */
export async function inspectAll(inspect: (ids: readonly string[]) => Promise<string>, ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const text = await inspect(ids).catch(async () => (await Promise.all(ids.map((id) => inspect([id]).catch(() => "")))).join("\n"));
    return text.split("\n").filter(Boolean);
}
