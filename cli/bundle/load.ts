/** Fills this machine's cache and engine from a bundle. What is there already is kept; what is begun is made whole or not at all. */
import { existsSync } from "node:fs";
import { exclusively } from "../../setup/cache";
import { ensureEngine } from "../../setup/engine";
import { findGoTool, GO_TOOLS, keepGoTool } from "../../setup/go";
import { hasImage } from "../../setup/images";
import { buildTypeScriptPlugins, findTypeScriptPlugins } from "../../setup/plugins";
import { missingPackages } from "../../setup/programs";
import { ansible, describePython, findAnsible, relocate } from "../../setup/python";
import { run } from "../../setup/run";
import { UserError } from "../errors";
import type { Context } from "../verb";
import { ANSIBLE, IMAGES_PART, NODE, PACKAGES, PLUGINS, toolPart, wanted, type Wanted } from "./contents";
import { MANIFEST, parseManifest, type Manifest, type Part } from "./manifest";
import { feed, readPart } from "./parts";

/** What came of each part. */
export type Outcome = "loaded" | "was there" | "left out";

export interface Loaded {
    readonly outcomes: Readonly<Record<string, Outcome>>;
    /** Why something was left out, for people. */
    readonly remarks: readonly string[];
}

/** @throws UserError before anything is used, where the file is no bundle for this machine and this version, or not as it was written */
export async function loadBundle(file: string, context: Context): Promise<Loaded> {
    const manifest = await readManifest(file);
    const own = await wanted();
    requireFitting(file, manifest, own);
    return exclusively("bundle", async () => {
        const missing = await missingParts(own);
        // The launcher has seen to the first two before this program was started.
        const parts = Object.keys(own.parts).filter((name) => name !== NODE && name !== PACKAGES);
        await context.progress.step("Checking the bundle", async ({ status }) => {
            for (const name of parts) await readPart(file, name, manifest.parts[name]!, { signal: context.signal, status: (text) => status(`${name}, ${text}`) });
        });
        const remarks: string[] = [];
        if (missing.has(IMAGES_PART)) await context.progress.step("Container engine", ensureEngine); // nothing is begun without one
        const lacking = await missingPackages(false); // the images are in the bundle
        if (lacking.length > 0) remarks.push(`A bundle holds no Debian packages, and this machine lacks ${lacking.join(", ")}: install them before "./plateau up".`);
        const outcomes: Record<string, Outcome> = {};
        const loader = new Loader(file, manifest, own, context, (remark) => remarks.push(remark));
        for (const name of parts) outcomes[name] = missing.has(name) ? await loader.load(name) : "was there";
        return { outcomes, remarks };
    });
}

async function readManifest(file: string): Promise<Manifest> {
    if (!existsSync(file)) throw new UserError("BUNDLE_DAMAGED", `There is no file ${file}.`);
    const read = ["--extract", "--to-stdout", "--occurrence=1", "--force-local", "--file", file, MANIFEST];
    return parseManifest(await run("tar", read).catch(() => ""), file);
}

export function requireFitting(file: string, { machine, plateau, parts }: Manifest, own: Wanted): void {
    const here = own.machine.architecture;
    if (machine.architecture !== here) throw new UserError("BUNDLE_OTHER", `${file} was written for ${machine.architecture}; this machine is ${here}.`);
    if (plateau.contents !== own.plateau.contents) {
        const name = ({ version, contents }: Manifest["plateau"]) => `${version} (${contents})`;
        throw new UserError("BUNDLE_OTHER", `${file} was written by Plateau ${name(plateau)}; this is ${name(own.plateau)}, which needs other tools or images.`);
    }
    const lost = Object.keys(own.parts).find((name) => !parts[name]);
    if (lost) throw new UserError("BUNDLE_DAMAGED", `${file} was changed after it was written: ${lost} is missing.`);
}

/** Names of the parts that this machine lacks. */
async function missingParts({ images }: Wanted): Promise<Set<string>> {
    const missing = new Set<string>();
    for (const tool of GO_TOOLS) if (!(await findGoTool(tool.name))) missing.add(toolPart(tool));
    if (!(await findAnsible())) missing.add(ANSIBLE);
    if (!(await findTypeScriptPlugins())) missing.add(PLUGINS);
    for (const tag of Object.values(images)) if (!(await hasImage(tag))) missing.add(IMAGES_PART);
    return missing;
}

class Loader {
    constructor(
        private readonly file: string,
        private readonly manifest: Manifest,
        private readonly own: Wanted,
        private readonly context: Context,
        private readonly remark: (text: string) => void,
    ) {}

    /** Puts one part where this version wants it. */
    async load(name: string): Promise<Outcome> {
        return this.context.progress.step(`Loading ${name}`, async ({ status }) => {
            const feedTo = (...command: [string, ...string[]]) => feed(this.file, name, this.manifest.parts[name] as Part, command, { signal: this.context.signal, status });
            const unpack = (half: string) => feedTo("tar", "--extract", "--directory", half, "--no-same-owner");
            const tool = GO_TOOLS.find((each) => toolPart(each) === name);
            if (tool) await keepGoTool(tool, async (half) => (await unpack(half), this.originOf(tool.name)));
            else if (name === PLUGINS) await buildTypeScriptPlugins(unpack);
            else if (name === ANSIBLE) return this.loadAnsible(unpack);
            else if (name === IMAGES_PART) await this.loadImages(() => feedTo("docker", "load", "--quiet"));
            return "loaded";
        });
    }

    private originOf(tool: string) {
        return this.manifest.origins[tool] ?? "built from Go modules";
    }

    /** A Python environment has links to the Python that it was made with, and modules that are compiled for it. */
    private async loadAnsible(unpack: (half: string) => Promise<void>): Promise<Outcome> {
        const { program, version, made } = this.manifest.python;
        const here = await describePython();
        if (here?.program !== program || here.version !== version) {
            const found = here ? `this machine has ${here.version} as ${here.program}` : "this machine has none";
            this.remark(`Ansible is left out: it was bundled for Python ${version} as ${program}, and ${found}. "./plateau up" gets it from PyPI.`);
            return "left out";
        }
        await ansible(async (half) => {
            await unpack(half);
            await relocate(half, made);
        });
        return "loaded";
    }

    private async loadImages(load: () => Promise<void>): Promise<void> {
        await load();
        for (const tag of Object.values(this.own.images)) {
            if (!(await hasImage(tag))) throw new UserError("BUNDLE_DAMAGED", `${this.file} does not hold the image ${tag}.`);
        }
    }
}
