/**
 * Runs a module that declares a program, in a process of its own: Pulumi's mocks are one for a whole process, and what `up`
 * runs afterwards must not meet them.
 */
import * as path from "node:path";
import { ROOT } from "../setup/paths";
import { run } from "../setup/run";
import type { Resource } from "./charge";

/**
 * @param file reads JSON from its input and writes resources as JSON, see {@link answerAlone}
 * @throws CommandError with all that it said
 */
export async function declaredApart(file: string, input: object): Promise<Resource[]> {
    // The launcher's own way to TypeScript; it may be started from anywhere.
    const loader = path.join(ROOT, "node_modules", "tsx", "dist", "loader.mjs");
    return JSON.parse(await run(process.execPath, ["--import", `file://${loader}`, file], { input: JSON.stringify(input) })) as Resource[];
}

/** The other side: what the module does when it is a process. */
export async function answerAlone<Input>(declare: (input: Input) => Promise<Resource[]>): Promise<void> {
    const write = process.stdout.write.bind(process.stdout);
    // What a library prints is for people, and the answer is alone on stdout.
    process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    const resources = await declare(JSON.parse(Buffer.concat(chunks).toString("utf8")) as Input);
    write(JSON.stringify(resources));
}
