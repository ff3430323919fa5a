/** The plugins that the suites of plugin cases run against: Plateau's own, or the official ones to hold beside them. */
import * as path from "node:path";
import { buildGoTool, findGoTool, GO_TOOLS } from "../setup/go";
import { buildTypeScriptPlugins, installOfficialPlugins, officialPluginDir, type PluginKind } from "../setup/plugins";

/** What the variable PLATEAU_PLUGINS says; by default "plateau". */
export const PLUGIN_KIND = kindOf(process.env["PLATEAU_PLUGINS"] || "plateau");

function kindOf(text: string): PluginKind {
    if (text === "plateau" || text === "official") return text;
    throw new Error(`PLATEAU_PLUGINS is "${text}": it can be "plateau" or "official".`);
}

/** Directory with the executable file of a plugin, `pulumi-resource-<name>`; made or downloaded where it is not there. */
export async function pluginDirectory(name: "aws" | "docker" | "kubernetes"): Promise<string> {
    if (PLUGIN_KIND === "official") {
        const pulumi = await findGoTool("pulumi");
        if (!pulumi || !(await installOfficialPlugins(path.join(pulumi, "pulumi")))) {
            throw new Error("The official plugins are neither in the user's Pulumi home nor to be downloaded, or the engine is missing: \"./plateau doctor\" says which.");
        }
        return officialPluginDir(name);
    }
    if (name !== "docker") return path.join(await buildTypeScriptPlugins(), name);
    return buildGoTool(GO_TOOLS.find((tool) => tool.name === "docker-plugin")!);
}

/** Says once in a test's title which plugins it ran against. */
export const whose = PLUGIN_KIND === "official" ? "the official" : "Plateau's";
