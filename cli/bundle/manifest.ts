/** What a bundle says of itself: the first file in it, one line a part, so that the launcher can read it without Node.js. */
import { z } from "zod";
import { ORIGINS } from "../../setup/go";
import { UserError } from "../errors";

/** Changes whenever an older loader would misread what is written. */
const FORMAT = 1;

export const MANIFEST = "manifest.json";

const part = z.strictObject({
    /** What it becomes, for people: "tools/pulumi/0123456789ab". The loader puts a part where its own code says. */
    holds: z.string(),
    bytes: z.number().int().nonnegative(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const schema = z.strictObject({
    format: z.literal(FORMAT),
    /** `contents` is the digest of all that this version wants; `lock` the SHA-256 of package-lock.json. */
    plateau: z.strictObject({ version: z.string(), contents: z.string(), lock: z.string() }),
    machine: z.strictObject({ architecture: z.string() }),
    written: z.iso.datetime(),
    /** The Python that Ansible's environment needs, and the directory that it was made in. */
    python: z.strictObject({ program: z.string(), version: z.string(), made: z.string().startsWith("/") }),
    /** Where the programs of each Go tool came from. */
    origins: z.record(z.string(), z.enum(ORIGINS)),
    images: z.array(z.string()),
    parts: z.record(z.string(), part),
});

export type Part = z.infer<typeof part>;
export type Manifest = z.infer<typeof schema>;

/** @throws UserError where the text is not the manifest of a bundle */
export function parseManifest(text: string, file: string): Manifest {
    try {
        return schema.parse(JSON.parse(text));
    } catch {
        throw new UserError("BUNDLE_DAMAGED", `${file} is not a bundle, or its beginning was changed.`);
    }
}

/** JSON with each part, and everything else, on a line of its own. */
export function formatManifest(manifest: Omit<Manifest, "format">): string {
    const { parts, ...head } = { format: FORMAT, ...manifest };
    const lines = (values: object, indent: string) => Object.entries(values).map(([name, value]) => `${indent}${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(",\n");
    return `{\n${lines(head, "    ")},\n    "parts": {\n${lines(parts, "        ")}\n    }\n}\n`;
}
