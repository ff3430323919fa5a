/** A machine on which a few things of the set-up are still to be made: copies of repository and cache without them. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { digestOf } from "../../../setup/cache";
import { cacheDir, ROOT } from "../../../setup/paths";
import { run } from "../../../setup/run";
import type { Random } from "./random";
import { Victim, type Signal, type VictimOptions } from "./victim";

/** A step of the set-up as the command's progress shows it. */
export interface Step {
    /** Beginning of the line that says so: "… Ansible" when it has begun, "✓ Ansible" when it is done. */
    readonly line: string;
    readonly signal: Signal;
    /** How long the kill comes after that line, milliseconds. */
    readonly delay: number;
}

/** What is taken out of the cache: what is soon made again. The launcher fetches Node.js, in bash. */
const ENTRIES = ["node", "ansible", "plugins", "tools/pause", "application"];
/** An image that takes some seconds; another comment in its recipe makes it another image, and the machine's own is left alone. */
const RECIPE = "alertmanager";

export interface Unprepared {
    readonly options: VictimOptions;
    /** Gives the recipe back as it was: the image of the nodes, which is made of it, would take minutes. */
    restore(): Promise<void>;
    /** What was half-made and has not been made whole. */
    halves(): Promise<string[]>;
    /** Removes the copies. */
    remove(): Promise<void>;
}

export async function unprepared(work: string, options: VictimOptions): Promise<Unprepared> {
    const repository = path.join(work, "repository");
    const cache = path.join(work, "cache");
    await fs.cp(ROOT, repository, { recursive: true, filter: (file) => ![".git", "node_modules", "reports"].includes(path.relative(ROOT, file)) });
    await fs.symlink(path.join(ROOT, "node_modules"), path.join(repository, "node_modules"));
    await fs.mkdir(cache);
    await run("cp", ["--archive", "--link", cacheDir(), path.join(cache, "plateau")]);
    for (const entry of ENTRIES) await fs.rm(path.join(cache, "plateau", entry), { recursive: true, force: true });
    const recipe = path.join(repository, "scripts", "images", RECIPE, "build.sh");
    const text = await fs.readFile(recipe, "utf8");
    await fs.writeFile(recipe, `${text}# ${work}\n`);
    const searched = process.env.PATH!.split(path.delimiter).filter((dir) => !dir.startsWith(path.join(cacheDir(), "node")));
    return {
        options: { ...options, repository, env: { ...options.env, XDG_CACHE_HOME: cache, PATH: searched.join(path.delimiter) } },
        async restore() {
            const sources = [RECIPE, "lib.sh", "base"].map((name) => path.join(repository, "scripts", "images", name));
            await run("docker", ["image", "rm", `plateau/${RECIPE}:${await digestOf(sources)}`]); // as setup/images.ts names it
            await fs.writeFile(recipe, text);
        },
        async halves() {
            return (await fs.readdir(path.join(cache, "plateau"), { recursive: true })).filter((file) => file.endsWith(".half"));
        },
        async remove() {
            await Promise.all([repository, cache].map((copy) => fs.rm(copy, { recursive: true })));
        },
    };
}

/**
 * Kills a run at the first of these steps that it comes to.
 * @returns the step, and how it ended; the engine's first event ends a run that comes to none
 */
export async function killAtStep(steps: readonly Step[], args: readonly string[], options: VictimOptions): Promise<{ step?: Step; seconds: number; status: number | null }> {
    let step: Step | undefined;
    const since = Date.now();
    const victim = await Victim.start(args, {
        ...options,
        onLine(line) {
            if (step || !(step = steps.find((each) => line.startsWith(each.line)))) return;
            const { signal, delay } = step;
            setTimeout(() => victim.kill("command", signal), delay).unref();
        },
        onEvent() {
            if (!step) victim.kill("command", "SIGINT");
        },
    });
    const status = await victim.end();
    return { step, seconds: (Date.now() - since) / 1000, status };
}

/** Each step once or twice, with signals in turn. The launcher's own is a shell's, which a signal to it alone does not end. */
export function drawSteps(random: Random): Step[] {
    const lines = ["… Ansible", "… Ansible", "… Plugins", "… Building pause", `… Image ${RECIPE}`, `… Image ${RECIPE}`, "… Image node", "… Images of the application"];
    const signals = random.shuffled(["SIGINT", "SIGTERM", "SIGKILL", "SIGKILL", "SIGINT", "SIGTERM", "SIGKILL", "SIGTERM"] as const);
    const launcher = (["SIGTERM", "SIGKILL"] as const).map((signal) => ({ line: "… Fetching Node.js", signal, delay: random.below(1500) }));
    return [...launcher, ...lines.map((line, index) => ({ line, signal: signals[index]!, delay: random.below(1500) }))];
}
