/** Measures of one run, by wall clock: compare them with each other, not with those of another day. */
import { memoryOf } from "../cli/servers";
import { run } from "../setup/run";

/** Time for what has just come up to settle, before anything beside it is measured, milliseconds. */
const SETTLE = 10_000;

export async function settle(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, SETTLE));
}

/** Seconds that some work took, to a tenth, and what it gave. */
export async function timed<T>(what: string, work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
    const since = process.hrtime.bigint();
    const result = await work();
    const seconds = Math.round(Number(process.hrtime.bigint() - since) / 1e8) / 10;
    process.stderr.write(`${what}: ${seconds} s\n`);
    return { seconds, result };
}

/** Memory of the running containers that a filter of the engine finds, MiB. */
export async function memoryMiB(filter: string): Promise<number> {
    const names = (await run("docker", ["ps", "--format", "{{.Names}}", "--filter", filter])).split("\n").filter(Boolean);
    const memory = await memoryOf(names);
    return Math.round([...memory.values()].reduce((sum, each) => sum + each, 0));
}
