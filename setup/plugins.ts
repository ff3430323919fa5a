/** The engine's plugins: the official ones where they are to be had, otherwise Plateau's own of the same name. */
import { existsSync } from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { buildPlugins } from "../providers/build";
import lock from "../package-lock.json";
import { cacheDir, ROOT } from "./paths";
import { cached, digestOf, findEntry } from "./cache";
import { succeeds } from "./run";

/** Seconds that the download of an official plugin may take before the network counts as filtered. */
const DOWNLOAD_LIMIT = 60;
/** The official plugins that an environment needs, by where it runs. */
export const OFFICIAL = { local: ["docker", "kubernetes"], aws: ["aws", "kubernetes"] } as const;
export type Target = keyof typeof OFFICIAL;
type OfficialPlugin = (typeof OFFICIAL)[Target][number];

/** Whose plugins made a stack; its state belongs to that kind. */
export type PluginKind = "official" | "plateau";

export interface Plugin {
    readonly name: string;
    /** Directory with the plugin's executable file. */
    readonly path: string;
}

/** The engine's own home: the user's ~/.pulumi is neither read nor changed. */
export function pulumiHome(): string {
    return path.join(cacheDir(), "pulumi-home");
}

/** Tries to install the official plugins, from the user's own Pulumi home or by download. */
export async function installOfficialPlugins(pulumi: string, target: Target = "local"): Promise<boolean> {
    for (const name of OFFICIAL[target]) {
        const env = { ...process.env, PULUMI_HOME: pulumiHome(), PULUMI_SKIP_UPDATE_CHECK: "1" };
        const users = pluginDir(process.env.PULUMI_HOME ?? path.join(os.homedir(), ".pulumi"), name);
        const source = existsSync(users) ? ["--file", users] : [];
        const arguments_ = ["plugin", "install", "resource", name, versionOf(name), ...source];
        if (!(await succeeds(pulumi, arguments_, { env, timeoutSeconds: DOWNLOAD_LIMIT }))) return false;
    }
    return true;
}

/** Directory of an official plugin in the engine's home, whether it is there or not. */
export function officialPluginDir(name: OfficialPlugin): string {
    return pluginDir(pulumiHome(), name);
}

/** True when the engine's home has every official plugin that a target needs. */
export function hasOfficialPlugins(target: Target): boolean {
    return OFFICIAL[target].every(hasOfficialPlugin);
}

export function hasOfficialPlugin(name: OfficialPlugin): boolean {
    return existsSync(officialPluginDir(name));
}

const versionOf = (name: OfficialPlugin): string => lock.packages[`node_modules/@pulumi/${name}`].version;
const pluginDir = (home: string, name: OfficialPlugin): string => path.join(home, "plugins", `resource-${name}-v${versionOf(name)}`);

/** Bundles the plugins that are written in TypeScript: aws, kubernetes, the language host, and the project's own. */
export async function buildTypeScriptPlugins(build = buildPlugins): Promise<string> {
    return cached("plugins", await sourcesDigest(), build);
}

/** The same bundles if the cache has them. */
export async function findTypeScriptPlugins(): Promise<string | undefined> {
    return findEntry("plugins", await sourcesDigest());
}

/** Version of their cache entry. */
export const sourcesDigest = (): Promise<string> => digestOf([path.join(ROOT, "providers"), path.join(ROOT, "package-lock.json")]);

/**
 * What goes into the project settings as `plugins.providers`. The project's own provider exists in one form only.
 * @param docker directory of the docker plugin, where it has been built
 */
export function pluginsOf(kind: PluginKind, typescript: string, docker: string | undefined): Plugin[] {
    const bundled = (name: string): Plugin => ({ name, path: path.join(typescript, name) });
    if (kind === "official") return [bundled("plateau")];
    return [bundled("plateau"), bundled("kubernetes"), bundled("aws"), ...(docker ? [{ name: "docker", path: docker }] : [])];
}

/** Directory of the language host, which runs policy packs for the engine; an inline program needs none. */
export function languageHostDir(typescript: string): string {
    return path.join(typescript, "nodejs");
}
