/** What the SDK knows of a resource type. It lies beside the bundled plugin, which has no packages to read it from. */
import { readFileSync } from "node:fs";
import * as path from "node:path";

export interface TypeSchema {
    readonly inputs: readonly string[];
    readonly required: readonly string[];
    /** What AWS alone can say. */
    readonly outputs: readonly string[];
    /** Inputs and outputs that the state keeps encrypted. */
    readonly secrets: readonly string[];
}

/** By type token: "aws:ec2/vpc:Vpc". */
export type Schema = Readonly<Record<string, TypeSchema>>;

export const SCHEMA_FILE = "schema.json";

/** @param directory of the bundled plugin */
export function readSchema(directory: string): Schema {
    return JSON.parse(readFileSync(path.join(directory, SCHEMA_FILE), "utf8")) as Schema;
}
