import { build } from "esbuild";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { extractSchema } from "./aws/schema/extract";
import { SCHEMA_FILE } from "./aws/schema/schema";

/** Folder, name that the engine looks for, and source of each plugin. */
export const PLUGINS = [
    { folder: "aws", executable: "pulumi-resource-aws", entry: "aws/main.ts" },
    { folder: "kubernetes", executable: "pulumi-resource-kubernetes", entry: "kubernetes/main.ts" },
    { folder: "nodejs", executable: "pulumi-language-nodejs", entry: "nodejs/main.ts" },
    { folder: "plateau", executable: "pulumi-resource-plateau", entry: "plateau/main.ts" },
] as const;

/** Bundles one plugin to a single executable file that needs Node.js and no installed package. */
export async function bundle(entry: string, folder: string, executable: string): Promise<void> {
    const outfile = join(folder, executable);
    await mkdir(folder, { recursive: true });
    // The executable has no extension: Node.js takes its kind of module from the nearest package.json.
    await writeFile(join(folder, "package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
    await build({
        entryPoints: [entry],
        outfile,
        bundle: true,
        platform: "node",
        format: "cjs",
        target: "node22",
        minifyWhitespace: true, // names stay: errors print those of their classes
        minifySyntax: true,
        legalComments: "external",
        banner: { js: "#!/usr/bin/env node" },
        logLevel: "error",
    });
    await chmod(outfile, 0o755);
}

/** Makes every plugin: `<outDir>/kubernetes/pulumi-resource-kubernetes` and so on. */
export async function buildPlugins(outDir: string): Promise<void> {
    await Promise.all(
        PLUGINS.map(({ folder, executable, entry }) =>
            bundle(join(__dirname, entry), join(outDir, folder), executable),
        ),
    );
    const schema = extractSchema(dirname(require.resolve("@pulumi/aws/package.json")));
    await writeFile(join(outDir, "aws", SCHEMA_FILE), JSON.stringify(schema));
}
