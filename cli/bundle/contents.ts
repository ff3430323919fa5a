/** What this version of Plateau needs of the cache, by the names that its own inputs give; nothing else is bundled. */
import { createHash } from "node:crypto";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { version } from "../../package.json";
import { digestOf, entryDir } from "../../setup/cache";
import { GO_TOOLS, versionOf, type GoTool } from "../../setup/go";
import { IMAGES, tagOf, type ImageTags } from "../../setup/images";
import { ROOT } from "../../setup/paths";
import { sourcesDigest } from "../../setup/plugins";
import { versions } from "../../setup/versions";
import type { Manifest } from "./manifest";

/** Names of the parts that the launcher unpacks itself (setup/bundle.sh). */
export const NODE = "node.tar.gz";
export const PACKAGES = "packages.tar.gz";

export const ANSIBLE = "ansible.tar.zst";
export const PLUGINS = "plugins.tar.zst";
export const IMAGES_PART = "images.tar.zst";
export const toolPart = ({ name }: GoTool): string => `tool-${name}.tar.zst`;

export interface Wanted {
    readonly plateau: Manifest["plateau"];
    readonly machine: Manifest["machine"];
    readonly images: ImageTags;
    /** What each part becomes, by the part's name, for people to read. */
    readonly parts: Readonly<Record<string, string>>;
}

/** The same on every machine of one architecture that has this version. */
export async function wanted(): Promise<Wanted> {
    const tools = await Promise.all(GO_TOOLS.map(async (tool) => [tool, path.join("tools", tool.name, await versionOf(tool))] as const));
    const directories = Object.fromEntries(tools.map(([{ name }, entry]) => [name, entryDir(path.dirname(entry), path.basename(entry))]));
    const images: Record<string, string> = {};
    for (const recipe of IMAGES) images[recipe.name] = await tagOf(recipe, directories, images);
    const lock = createHash("sha256").update(await fs.readFile(path.join(ROOT, "package-lock.json"))).digest("hex");
    const parts = {
        [NODE]: path.join("node", versions.node.version),
        [PACKAGES]: "node_modules",
        [ANSIBLE]: path.join("ansible", await digestOf([path.join(ROOT, "ansible", "requirements.txt")])),
        [PLUGINS]: path.join("plugins", await sourcesDigest()),
        ...Object.fromEntries(tools.map(([tool, entry]) => [toolPart(tool), entry])),
        [IMAGES_PART]: Object.values(images).join(" "),
    };
    const contents = await digestOf([], lock, ...Object.values(parts));
    return { plateau: { version, contents, lock }, machine: { architecture: os.machine() }, images, parts };
}
