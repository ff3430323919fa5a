/** Writes a bundle: each part beside the file, then all in one, then the name. A file that has its name is whole. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { entryDir, findEntry } from "../../setup/cache";
import { findGoTool, GO_TOOLS, originOf, type Origin } from "../../setup/go";
import { ROOT } from "../../setup/paths";
import { describePython, findAnsible } from "../../setup/python";
import { findTypeScriptPlugins } from "../../setup/plugins";
import { run } from "../../setup/run";
import { versions } from "../../setup/versions";
import type { Context } from "../verb";
import { ANSIBLE, IMAGES_PART, NODE, PACKAGES, PLUGINS, toolPart, wanted } from "./contents";
import { formatManifest, MANIFEST, type Manifest, type Part } from "./manifest";
import { pack, tarOf } from "./parts";

/** Left out of the npm packages: what programs have kept there, and the launcher's mark, which it sets when it has unpacked them. */
const NOT_BUNDLED = ["--exclude=./.cache", "--exclude=./.plateau"];

/** What is packed besides the images, and what a loader has to know of it. */
export interface Sources extends Pick<Manifest, "python" | "origins"> {
    /** Names of parts with the directory that each is made of. */
    readonly directories: readonly (readonly [part: string, directory: string])[];
}

/**
 * @param file not there yet, or to be replaced
 * @returns size of the file in bytes
 */
export async function writeBundle(file: string, { directories, python, origins }: Sources, { progress, signal }: Context): Promise<number> {
    const half = `${file}.half`;
    const work = `${half}.parts`;
    await fs.rm(work, { recursive: true, force: true });
    await fs.mkdir(work);
    try {
        const { plateau, machine, images, parts: titles } = await wanted();
        const parts: Record<string, Part> = {};
        const packPart = (name: string, command: readonly [string, ...string[]]) =>
            progress.step(`Packing ${name}`, async ({ status }) => {
                parts[name] = { holds: titles[name]!, ...(await pack(name, command, path.join(work, name), { signal, status })) };
            });
        // Two at once: the engine, which gives out the images, works on a core of its own.
        const packDirectories = async () => {
            for (const [name, directory] of directories) await packPart(name, tarOf(directory, ...NOT_BUNDLED));
        };
        await everyOne([packPart(IMAGES_PART, ["docker", "save", ...Object.values(images)]), packDirectories()]);

        const ordered = Object.fromEntries(Object.keys(titles).flatMap((name) => (parts[name] ? [[name, parts[name]]] : [])));
        await fs.writeFile(path.join(work, MANIFEST), formatManifest({ plateau, machine, written: new Date().toISOString(), python, origins, images: Object.values(images), parts: ordered }));
        await progress.step("Writing the bundle", async () => {
            // Each part goes when it has been written: the disk holds little more than the bundle.
            const tar = ["--create", "--force-local", "--file", half, "--remove-files", "--owner=0", "--group=0", "--mode=0644", "--directory", work];
            await run("tar", [...tar, MANIFEST, ...Object.keys(ordered)], { signal });
            await flush(half);
            await fs.rename(half, file);
        });
        return (await fs.stat(file)).size;
    } finally {
        await fs.rm(work, { recursive: true, force: true });
        await fs.rm(half, { force: true });
    }
}

/** Directories of the cache, each looked at for damage. */
export async function findSources(): Promise<Sources> {
    const tools: [string, string][] = [];
    const origins: Record<string, Origin> = {};
    for (const tool of GO_TOOLS) {
        const directory = await there(tool.name, findGoTool(tool.name));
        tools.push([toolPart(tool), directory]);
        origins[tool.name] = await originOf(directory);
    }
    const made = path.dirname(await there("Ansible", findAnsible()));
    const directories = [
        [NODE, await there("Node.js", Promise.resolve(findEntry("node", versions.node.version)))],
        [PACKAGES, path.join(ROOT, "node_modules")],
        [ANSIBLE, made],
        [PLUGINS, await there("plugins", findTypeScriptPlugins())],
        ...tools,
    ] as const;
    return { directories, origins, python: { ...(await there("Python", describePython())), made } };
}

async function there<T>(what: string, found: Promise<T | undefined>): Promise<T> {
    const value = await found;
    if (value === undefined) throw new Error(`${what} should be in the cache after the set-up (${entryDir("", "")})`);
    return value;
}

/** Waits until all have come to rest: nothing is removed under the hands of one that still works. */
async function everyOne(work: readonly Promise<void>[]): Promise<void> {
    const results = await Promise.allSettled(work);
    for (const result of results) if (result.status === "rejected") throw result.reason;
}

/** After a power cut, a renamed file would otherwise be there without its content. */
async function flush(file: string): Promise<void> {
    const handle = await fs.open(file, "r+");
    await handle.sync();
    await handle.close();
}
