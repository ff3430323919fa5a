/** Sets up this machine: finds or makes what an environment needs, everything at once that does not wait for another. */
import * as path from "node:path";
import { OFFICIAL } from "./downloads";
import { ensureEngine, type Engine } from "./engine";
import { SetupError } from "./errors";
import { buildGoTool, findGoTool, GO_TOOLS } from "./go";
import { buildImage, imagesFor, type ImageRecipe, type ImageTags } from "./images";
import { buildTypeScriptPlugins, hasOfficialPlugins, installOfficialPlugins, languageHostDir, pluginsOf, type Plugin, type PluginKind, type Target } from "./plugins";
import { ensureKernelLimits } from "./kernel";
import type { Progress } from "./progress";
import { limiter, PARALLEL_BUILDS } from "./parallel";
import { ensurePrograms } from "./programs";
import { ansible, awsCommand } from "./python";

/** The engine with its plugins: enough to plan an environment, or to destroy one. */
export interface Pulumi {
    /** Directory with `pulumi`. */
    readonly pulumi: string;
    readonly pluginKind: PluginKind;
    readonly plugins: readonly Plugin[];
    /** Directory with `pulumi-language-nodejs`, for policy packs. */
    readonly languageHost: string;
}

export interface Machine extends Pulumi {
    readonly engine: Engine;
    /** Directories with programs that plugins call: `ansible-playbook`, `kubectl`, for a cloud its own command. */
    readonly programs: readonly string[];
    /** Directory with `ansible-playbook`. */
    readonly ansible: string;
    /** Directory with `kubectl`. */
    readonly kubernetes: string;
    readonly images: ImageTags;
}

type Build = (name: string) => Promise<string>;

/** Builds Go tools, a few at once. */
function builder(progress: Progress): Build {
    const limit = limiter(PARALLEL_BUILDS);
    return (name) =>
        limit(() => {
            const tool = GO_TOOLS.find((t) => t.name === name)!;
            const title = `${name in OFFICIAL ? "Downloading or building" : "Building"} ${name}`;
            return progress.step(title, (step) => buildGoTool(tool, step.status, (text) => progress.note(text)));
        });
}

/**
 * @param made the kind that made the environment's stack; undefined for a new one: official where to be had
 */
export async function setUpPulumi(progress: Progress, target: Target, made?: PluginKind, build = builder(progress)): Promise<Pulumi> {
    const typescript = progress.step("Plugins", () => buildTypeScriptPlugins());
    const pulumi = build("pulumi");
    const kind = pulumi.then((dir) => progress.step("Looking for official plugins", () => choosePlugins(dir, target, made, progress)));
    const docker = kind.then((k) => (k === "plateau" && target === "local" ? build("docker-plugin") : undefined));
    // One failure ends the set-up, but only after the others have come to rest: nothing is left half-made behind it.
    await Promise.allSettled([typescript, docker]);
    return {
        pulumi: await pulumi,
        pluginKind: await kind,
        plugins: pluginsOf(await kind, await typescript, await docker),
        languageHost: languageHostDir(await typescript),
    };
}

/** All that an environment needs on this machine; {@link setUpPulumi} is a part of it. */
export async function setUpMachine(progress: Progress, made?: PluginKind, target: Target = "local"): Promise<Machine> {
    const engine = progress.step("Container engine", async () => {
        await ensureKernelLimits();
        return ensureEngine();
    });
    const programs = progress.step("Programs of this machine", ensurePrograms);
    const ansibleDir = programs.then(() => progress.step("Ansible", () => ansible()));
    const cloud = programs.then(() => (target === "aws" ? progress.step("AWS's command", awsCommand) : undefined));

    const build = builder(progress);
    const pulumi = setUpPulumi(progress, target, made, build);
    const recipes = imagesFor(target);
    const needed = new Set(["kubernetes", ...recipes.flatMap((recipe) => recipe.tools ?? [])]);
    const tools = new Map(GO_TOOLS.filter((t) => needed.has(t.name)).map((t) => [t.name, build(t.name)]));
    const images = Promise.all([engine, programs]).then(() => buildImages(progress, recipes, tools));
    const kubernetes = tools.get("kubernetes")!;

    await Promise.allSettled([engine, pulumi, ansibleDir, cloud, images, ...tools.values()]);
    const aws = await cloud;
    return {
        ...(await pulumi),
        engine: await engine,
        programs: [await ansibleDir, await kubernetes, ...(aws ? [aws] : [])],
        ansible: await ansibleDir,
        kubernetes: await kubernetes,
        images: await images,
    };
}

/**
 * A stack goes on with the kind of plugins that made it: the other kind reads its state in another way. A machine that
 * has built Plateau's own, or got them in a bundle, asks the official ones' host no more: it was not to be reached then.
 */
async function choosePlugins(pulumiDir: string, target: Target, made: PluginKind | undefined, progress: Progress): Promise<PluginKind> {
    if (made === "plateau") return made;
    if (!made && !hasOfficialPlugins(target) && (await findGoTool("docker-plugin"))) return "plateau";
    if (await installOfficialPlugins(path.join(pulumiDir, "pulumi"), target)) return "official";
    if (!made) {
        progress.note("The official plugins are not to be had from here: this project's own are used.");
        return "plateau";
    }
    throw new SetupError("plugins", "The environment was made with the official plugins, which are neither on this machine nor to be downloaded now.", 'Continue where they are to be had, or start anew: "./plateau down", "./plateau up".');
}

/** Builds each image as soon as its inputs are there. */
async function buildImages(progress: Progress, recipes: readonly ImageRecipe[], tools: ReadonlyMap<string, Promise<string>>): Promise<ImageTags> {
    const made = new Map<string, Promise<string>>();
    for (const recipe of recipes) {
        const ready = async () => {
            const toolDirs = await settle(recipe.tools ?? [], (tool) => tools.get(tool)!);
            const tags = await settle(recipe.images ?? [], (image) => made.get(image)!);
            return progress.step(`Image ${recipe.name}`, (step) => buildImage(recipe, toolDirs, tags, step.status));
        };
        made.set(recipe.name, ready());
    }
    return settle([...made.keys()], (name) => made.get(name)!);
}

async function settle(names: readonly string[], promiseOf: (name: string) => Promise<string>): Promise<Record<string, string>> {
    return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await promiseOf(name)] as const)));
}
