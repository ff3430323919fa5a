import * as fs from "node:fs/promises";
import * as path from "node:path";
import { inPrivateDirectory } from "../providers/plateau/private-directory";
import { holding } from "./holding";
import { openArchive } from "./portable/archive";
import { decrypterWith } from "./portable/encryption";
import { inside } from "./portable/inside";
import { SPECIFICATION } from "./portable/manifest";
import { Rebuild } from "./portable/rebuild";
import { placeSpecification } from "./portable/specification";
import { isRunning } from "./ports";
import { seconds } from "./progress";
import { findEnvironment } from "./record";
import { readPlan } from "./specification";
import { summaryOf } from "./summary";
import { up } from "./up";
import type { Context, Verb, VerbOptions } from "./verb";

/** `plateau import`: brings an environment up if it is not, and gives it the content of another. */
export const importVerb: Verb = {
    name: "import",
    summary: "rebuild an exported environment under another name, or on another machine",
    details:
        "Checks the whole file, brings the environment up as \"up\" does, then fills it: images, databases, Secrets. Specification: that of the export, unless Pulumi.NAME.yaml is there.\n" +
        "Refuses an environment in which somebody has booked, unless --replace says that its data may go.\n" +
        "Can be run again after any interruption: a database is replaced as a whole or not at all, and one that was filled from this file is left as it is.",
    options: (command) =>
        command
            .argument("<file>", 'what "plateau export" wrote')
            .option("--identity <file>", "file with the key of age that the export is encrypted to")
            .option("--replace", "replace the data that the environment has", false)
            .option("--yes", "make what costs money without asking, where the specification has the target aws", false),
    async run(options, context) {
        try {
            await rebuild(options, context);
            return 0;
        } catch (error) {
            context.signal.throwIfAborted();
            throw error;
        }
    },
};

async function rebuild(options: VerbOptions, context: Context): Promise<void> {
    const { env, json, args, identity, replace } = options;
    const since = Date.now();
    const file = path.resolve(args[0]!);
    await inPrivateDirectory(async (directory) => {
        const manifest = await context.progress.step("Checking the export", () => openArchive(file, directory));
        const decrypt = typeof identity === "string" ? await decrypterWith(path.resolve(identity)) : undefined;
        const work = new Rebuild(file, directory, manifest, decrypt, Boolean(replace));
        await work.requireReadable();
        // Before an environment is touched that is somebody else's: "up" would give it what this version declares.
        if ((await findEnvironment(env)) && (await isRunning(env))) await inside(env, context, (place) => work.requireRoom(place)).catch(unlessIncomplete);
        const { stages, remark } = await placeSpecification(env, await fs.readFile(path.join(directory, SPECIFICATION), "utf8"));
        work.requireStages(env, stages);
        await work.loadImages();
        await up.run({ ...options, args: [], json: false, refresh: false, profile: false }, { ...context, print: () => undefined });
        const outcomes = await holding(env, "import", () => inside(env, context, (place) => work.fill(place, context)));

        const remarks = [...(remark ? [remark] : []), ...work.remarks, ...manifest.leftOut.map((what) => `Not in the export: ${what}.`)];
        const { addresses, text } = summaryOf(await readPlan((await findEnvironment(env))!));
        const source = { environment: manifest.environment, target: manifest.target, written: manifest.written };
        if (json) context.print(JSON.stringify({ environment: env, file, from: source, stages: Object.fromEntries(outcomes), remarks, addresses, seconds: (Date.now() - since) / 1000 }, null, 4));
        else context.print([`${env} has what ${manifest.environment} had on ${manifest.written.slice(0, 16).replace("T", " at ")} UTC, after ${seconds(Date.now() - since)}.`, ...[...outcomes].map(([stage, outcome]) => `  ${stage}: ${outcome}`), ...remarks, text].join("\n"));
    });
}

/** An environment that was never whole has no data; "up" completes it. */
function unlessIncomplete(error: unknown): void {
    if ((error as { code?: string }).code !== "INCOMPLETE") throw error;
}
