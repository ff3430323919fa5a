/** The images: each recipe is a folder under scripts/images, built in order, tagged with the digest of its inputs. */
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { digestOf, exclusively } from "./cache";
import { ROOT } from "./paths";
import type { Target } from "./plugins";
import { ensureProgramsOfImages } from "./programs";
import { run, succeeds } from "./run";

export interface ImageRecipe {
    readonly name: string;
    /** Folder under scripts/images. @default the image's name */
    readonly folder?: string;
    /** Files of other recipes that it is made with, relative to scripts/images. */
    readonly sources?: readonly string[];
    /** Go tools whose programs go into it; their digests count. */
    readonly tools?: readonly string[];
    /** Images made before it that it is built from. */
    readonly images?: readonly string[];
}

/** In an order in which each image's inputs come first. */
export const IMAGES: readonly ImageRecipe[] = [
    { name: "server" },
    { name: "database" },
    { name: "node-runtime" },
    { name: "prometheus" },
    { name: "alertmanager" },
    {
        name: "node",
        tools: ["kubernetes", "etcd", "coredns", "pause", "metrics-server", "kube-state-metrics", "local-path-provisioner", "traefik", "network-policies"],
        // Of the last, the application's images have their largest layer: a node that has it unpacked fetches the rest alone.
        images: ["prometheus", "alertmanager", "node-runtime"],
    },
];

/** What a cloud runs of a cluster's programs: each is an image of its own there, with the digest of its program. */
const PROGRAMS: readonly ImageRecipe[] = ["traefik", "kube-state-metrics"].map((name) => ({ name, folder: "program", sources: ["node/cluster-images.sh"], tools: [name] }));

/** Servers and nodes are a cloud's own. */
const OF_SERVERS = ["server", "database", "node"];

export function imagesFor(target: Target): readonly ImageRecipe[] {
    return target === "local" ? IMAGES : [...IMAGES.filter(({ name }) => !OF_SERVERS.includes(name)), ...PROGRAMS];
}

/** Docker tag of each image by name, e.g. { server: "plateau/server:0123456789ab" }. */
export type ImageTags = Readonly<Record<string, string>>;

const RECIPES = path.join(ROOT, "scripts", "images");

/**
 * Tag of an image: a digest of all that it is built from.
 * @param toolDirs directory of each Go tool's programs, by tool; its name is the digest of what it was built from
 * @param tags of the images built before
 */
export async function tagOf(recipe: ImageRecipe, toolDirs: Readonly<Record<string, string>>, tags: ImageTags): Promise<string> {
    const tools = (recipe.tools ?? []).map((tool) => path.basename(toolDirs[tool]!));
    const sources = [folderOf(recipe), "lib.sh", "base", ...(recipe.sources ?? [])].map((name) => path.join(RECIPES, name));
    return `plateau/${recipe.name}:${await digestOf(sources, ...tools, ...imagesOf(recipe, tags))}`;
}

const folderOf = ({ name, folder = name }: ImageRecipe): string => folder;
const imagesOf = (recipe: ImageRecipe, tags: ImageTags) => (recipe.images ?? []).map((image) => `${image} ${tags[image]}`);

export const hasImage = (tag: string): Promise<boolean> => succeeds("docker", ["image", "inspect", tag]);

/** Builds an image unless the engine has it; takes what {@link tagOf} takes. */
export async function buildImage(recipe: ImageRecipe, toolDirs: Readonly<Record<string, string>>, tags: ImageTags, onLine?: (line: string) => void): Promise<string> {
    const toolsUsed = (recipe.tools ?? []).map((tool) => toolDirs[tool]!);
    const imagesUsed = imagesOf(recipe, tags);
    const tag = await tagOf(recipe, toolDirs, tags);
    if (await hasImage(tag)) return tag;
    return exclusively(`image-${recipe.name}`, async () => {
        if (await hasImage(tag)) return tag;
        await ensureProgramsOfImages();
        const work = await fs.mkdtemp(path.join(os.tmpdir(), "plateau-image-"));
        try {
            const tools = path.join(work, "tools");
            await fs.mkdir(tools);
            for (const dir of toolsUsed) {
                for (const program of await fs.readdir(dir)) await fs.symlink(path.join(dir, program), path.join(tools, program));
            }
            await fs.writeFile(path.join(work, "images"), imagesUsed.map((line) => `${line}\n`).join(""));
            const env = { ...process.env, PLATEAU_TOOLS: tools, PLATEAU_IMAGES: path.join(work, "images") };
            await run("bash", [path.join(RECIPES, folderOf(recipe), "build.sh"), tag], { env, onLine });
        } finally {
            await fs.rm(work, { recursive: true, force: true });
        }
        return tag;
    });
}
