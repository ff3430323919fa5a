/** What an export says of itself: its first member. A format of plain files, so that nothing but tar is needed to read it. */
import { z } from "zod";
import { UserError } from "../errors";

/** Changes whenever an older import would misread what is written. */
const FORMAT = 1;

export const MANIFEST = "manifest.json";
export const SPECIFICATION = "specification.yaml";
/** Says to people without Plateau what each member is good for. */
export const README = "README.md";
/** An OCI image layout with all images. */
export const IMAGES = "images";

export const dumpOf = (stage: string): string => `databases/${stage}.dump`;
export const rulesFile = (name: string): string => `rules/${name}`;
export const secretsOf = (stage: string): string => `secrets/${stage}.yaml`;
/** What a member's name ends with when it is encrypted to the recipient. */
export const ENCRYPTED = ".age";

/** No member has another name: what is unpacked stays in its directory, and nobody follows a path from the file. */
const MEMBER = /^(specification\.yaml|README\.md|databases\/[a-z]+\.dump(\.age)?|secrets\/[a-z]+\.yaml\.age|rules\/[a-z-]+\.rules\.yaml|images\/(oci-layout|index\.json|blobs\/sha256\/[0-9a-f]{64}))$/;

const member = z.strictObject({
    bytes: z.number().int().nonnegative(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const image = z.strictObject({
    /** Its name in the layout's index and in a registry: "plateau/web:0123456789ab". */
    name: z.string().regex(/^[a-z0-9._/-]+:[\w.-]+$/),
    digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
    /** The workloads that ran it: "prod/web". */
    workloads: z.array(z.string()),
});

const schema = z.strictObject({
    format: z.literal(FORMAT),
    /** Version of Plateau that wrote it. */
    plateau: z.string(),
    environment: z.string(),
    target: z.string(),
    written: z.iso.datetime(),
    /** Public key that the members ending in ".age" are encrypted to. */
    recipient: z.string().optional(),
    /** By stage, the migrations that its database has had, in the order of their names. */
    stages: z.record(z.string().regex(/^[a-z]+$/), z.strictObject({ migrations: z.array(z.string()) })),
    images: z.array(image),
    /** What is not in it, each with its reason. */
    leftOut: z.array(z.string()),
    members: z.record(z.string().regex(MEMBER), member),
});

export type Manifest = z.infer<typeof schema>;
export type Member = z.infer<typeof member>;
export type PortableImage = z.infer<typeof image>;

/** @throws UserError where the text is not the manifest of an export, or of one that this version cannot read */
export function parseManifest(text: string, file: string): Manifest {
    const damaged = () => new UserError("EXPORT_DAMAGED", `${file} is not an export of Plateau, or its beginning was changed.`);
    let document: unknown;
    try {
        document = JSON.parse(text);
    } catch {
        throw damaged();
    }
    const head = z.object({ format: z.number(), plateau: z.string() }).safeParse(document);
    if (head.success && head.data.format !== FORMAT) {
        throw new UserError("EXPORT_OTHER", `${file} has format ${head.data.format}, of Plateau ${head.data.plateau}; this version reads format ${FORMAT}.`);
    }
    const manifest = schema.safeParse(document);
    if (!manifest.success) throw damaged();
    return manifest.data;
}

export function formatManifest(manifest: Omit<Manifest, "format">): string {
    return `${JSON.stringify({ format: FORMAT, ...manifest }, null, 4)}\n`;
}

/** Name under which a member is in the file: as it is, or encrypted. */
export function memberNamed({ members }: Pick<Manifest, "members">, name: string): string | undefined {
    return [name, name + ENCRYPTED].find((each) => each in members);
}
