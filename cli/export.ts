import * as fs from "node:fs/promises";
import * as path from "node:path";
import { UserError } from "./errors";
import { holding } from "./holding";
import { encrypterTo } from "./portable/encryption";
import { inside } from "./portable/inside";
import { writeExport } from "./portable/write";
import { seconds } from "./progress";
import { requireRecord } from "./record";
import type { Verb } from "./verb";

/** `plateau export`: what makes an environment this one, in formats that others read, too. */
export const exportVerb: Verb = {
    name: "export",
    summary: "write the environment's content to one file, for another environment or another platform",
    details:
        "Specification, a dump of each stage's database, the images by digest, the rules of Prometheus; and, encrypted to a key, the Secrets that people have put into the stages.\n" +
        "With --recipient, the dumps are encrypted, too: they hold names and addresses of people. Keys of the environment itself are never in it.\n" +
        "Changes nothing in the environment. Can be run again after any interruption; a file that has its name is whole.",
    options: (command) =>
        command
            .argument("[file]", "the file to write; by default plateau-NAME-DATE.tar")
            .option("--recipient <key>", 'public key of age ("age1…") to encrypt to; "age-keygen" makes one'),
    async run({ env, json, args, recipient }, context) {
        const since = Date.now();
        const encryption = typeof recipient === "string" ? { recipient, encrypt: encrypterTo(recipient) } : undefined;
        await requireRecord(env);
        const file = path.resolve(args[0] ?? `plateau-${env}-${new Date().toISOString().slice(0, 16).replaceAll(/[-:]/g, "")}.tar`);
        await requirePlace(file);
        try {
            const work = () => inside(env, context, (place) => writeExport(file, place, encryption, context));
            const { bytes, leftOut } = await holding(env, "export", work);
            if (json) context.print(JSON.stringify({ environment: env, file, bytes, encrypted: encryption !== undefined, leftOut, seconds: (Date.now() - since) / 1000 }, null, 4));
            else context.print([`${file}: ${(bytes / 2 ** 20).toFixed(0)} MiB, written in ${seconds(Date.now() - since)}.`, ...leftOut.map((what) => `Not in it: ${what}.`), ...(encryption ? [] : [OPEN])].join("\n"));
            return 0;
        } catch (error) {
            context.signal.throwIfAborted(); // a terminal's Ctrl-C ends the programs at work too; their complaints are no news
            throw error;
        }
    },
};

const OPEN = "The dumps in it are not encrypted (no --recipient): whoever has the file reads the names in them.";

async function requirePlace(file: string): Promise<void> {
    const stat = await fs.stat(file).catch(() => undefined);
    if (stat?.isDirectory()) throw new UserError("USAGE", `${file} is a directory; an export is a file.`);
    if (!(await fs.stat(path.dirname(file)).catch(() => undefined))) throw new UserError("USAGE", `There is no directory ${path.dirname(file)} to write an export to.`);
}
