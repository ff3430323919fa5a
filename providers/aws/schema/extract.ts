/** Reads every resource type out of the installed package `@pulumi/aws`: no schema comes with it, but its classes name everything. */
import { globSync, readFileSync } from "node:fs";
import * as path from "node:path";
import type { Schema, TypeSchema } from "./schema";

/** @param directory of the package */
export function extractSchema(directory: string): Schema {
    const files = globSync("**/*.js", { cwd: directory, exclude: (name) => name === "node_modules" });
    const types = files.flatMap((file) => {
        const read = typeOf(readFileSync(path.join(directory, file), "utf8"));
        return read ? [read] : [];
    });
    return Object.fromEntries(types.sort(([a], [b]) => a.localeCompare(b, "en")));
}

/** The constructor sets each input from its arguments, and each output to nothing; what is missing it refuses by name. */
function typeOf(source: string): [string, TypeSchema] | undefined {
    const token = /__pulumiType = '(aws:[^']+:[^']+)'/.exec(source)?.[1];
    if (!token) return undefined;
    const all = (pattern: RegExp) => [...new Set([...source.matchAll(pattern)].map(([, name]) => name!))].sort();
    const secretOutputs = /additionalSecretOutputs: (\[[^\]]*\])/.exec(source)?.[1];
    return [
        token,
        {
            inputs: all(/resourceInputs\["(\w+)"\] = \(?args\?\./g),
            required: all(/args\?\.(\w+) === undefined && !opts\.urn/g),
            outputs: all(/resourceInputs\["(\w+)"\] = undefined \/\*out\*\//g),
            secrets: secretOutputs ? (JSON.parse(secretOutputs) as string[]) : [],
        },
    ];
}
