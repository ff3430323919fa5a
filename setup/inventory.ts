/** What has been made on this machine already: images in the engine, tools in the cache. Nothing is made here. */
import { findGoTool, GO_TOOLS } from "./go";
import { hasImage, IMAGES, tagOf } from "./images";
import { hasOfficialPlugin } from "./plugins";

export interface KnownImage {
    readonly name: string;
    /** Undefined where something that it is built from is not there yet. */
    readonly tag?: string;
    readonly there: boolean;
}

/** Every image, in the order in which they are built. */
export async function knownImages(engineRuns: boolean): Promise<KnownImage[]> {
    const tags: Record<string, string> = {};
    const known: KnownImage[] = [];
    for (const recipe of IMAGES) {
        const dirs = await Promise.all((recipe.tools ?? []).map(async (tool) => [tool, await findGoTool(tool)] as const));
        const inputs = dirs.every(([, dir]) => dir) && (recipe.images ?? []).every((image) => tags[image]);
        const tag = inputs ? await tagOf(recipe, Object.fromEntries(dirs) as Record<string, string>, tags) : undefined;
        if (tag) tags[recipe.name] = tag;
        known.push({ name: recipe.name, tag, there: engineRuns && tag !== undefined && (await hasImage(tag)) });
    }
    return known;
}

/** True when no tool and no image has to be made any more. */
export async function everythingIsMade(): Promise<boolean> {
    // Where the official plugin is used, Plateau's own is never made.
    const tools = GO_TOOLS.filter(({ name }) => name !== "docker-plugin" || !hasOfficialPlugin("docker"));
    for (const { name } of tools) if (!(await findGoTool(name))) return false;
    return (await knownImages(true)).every(({ there }) => there);
}
