import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { version } from "../package.json";
import { exclusively } from "../setup/cache";
import { buildGoTool, GO_TOOLS } from "../setup/go";
import { loadBundle } from "./bundle/load";
import { findSources, writeBundle } from "./bundle/write";
import { UserError } from "./errors";
import { seconds } from "./progress";
import { setUp } from "./set-up";
import type { Context, Verb } from "./verb";

const DEFAULT_FILE = `plateau-${version}-${os.machine()}.tar`;

/** `plateau bundle`: one machine of a room feeds the others. */
export const bundle: Verb = {
    name: "bundle",
    summary: "write this machine's tools and images to one file, or fill this machine's from one",
    details:
        'Sets up what is missing, then writes what another machine needs for "plateau up" without a network: Node.js, npm packages, Ansible, plugins, Go tools and images; no state, no key, nothing of an environment.\n' +
        "With --load, fills a machine of the same architecture, with the same version of Plateau. Debian packages are not included: Docker, Python, skopeo, ssh and git have to be there.\n" +
        "Both can be run again after any interruption; what is there already is kept.",
    options: (command) => command.argument("[file]", "the file to write", DEFAULT_FILE).option("--load <file>", "fill this machine from a bundle"),
    async run({ args, json, load }, context) {
        if (typeof load === "string" && args.length > 0) throw new UserError("USAGE", `A bundle is either written (${args[0]}) or loaded (${load}).`);
        try {
            if (typeof load === "string") await fill(path.resolve(load), json, context);
            else await write(path.resolve(args[0] ?? DEFAULT_FILE), json, context);
            return 0;
        } catch (error) {
            context.signal.throwIfAborted(); // a terminal's Ctrl-C ends the programs at work too; their complaints are no news
            throw error;
        }
    },
};

async function fill(file: string, json: boolean, context: Context): Promise<void> {
    const since = Date.now();
    const { outcomes, remarks } = await loadBundle(file, context);
    const count = (wanted: string) => Object.values(outcomes).filter((outcome) => outcome === wanted).length;
    if (json) context.print(JSON.stringify({ file, outcomes, remarks, seconds: (Date.now() - since) / 1000 }, null, 4));
    else {
        for (const remark of remarks) context.print(remark);
        context.print(`${file}: ${count("loaded")} parts loaded, ${count("was there")} were there, in ${seconds(Date.now() - since)}.`);
    }
}

async function write(file: string, json: boolean, context: Context): Promise<void> {
    const since = Date.now();
    const stat = await fs.stat(file).catch(() => undefined);
    if (stat?.isDirectory()) throw new UserError("USAGE", `${file} is a directory; a bundle is a file.`);
    if (!(await fs.stat(path.dirname(file)).catch(() => undefined))) throw new UserError("USAGE", `There is no directory ${path.dirname(file)} to write a bundle to.`);
    await setUp(context.progress);
    context.signal.throwIfAborted();
    // Where the official docker plugin is used, Plateau's own was never built; a machine without a network has only this one.
    const plugin = GO_TOOLS.find(({ name }) => name === "docker-plugin")!;
    await context.progress.step(`Getting ${plugin.name}`, ({ status }) => buildGoTool(plugin, status));
    const bytes = await exclusively("bundle", async () => writeBundle(file, await findSources(), context));
    if (json) context.print(JSON.stringify({ file, bytes, seconds: (Date.now() - since) / 1000 }, null, 4));
    else context.print(`${file}: ${(bytes / 2 ** 20).toFixed(0)} MiB, written in ${seconds(Date.now() - since)}. On another machine: ./plateau bundle --load ${path.basename(file)}`);
}
