import { randomBytes } from "node:crypto";
import { hasUnknown } from "../kit/properties";
import type { CheckFailure, Context } from "../kit/types";
import { annotation, AUTONAMED, type KubeObject, type Metadata } from "./objects";
import { isNamespaced } from "./scope";

/** Pulumi's annotations that the official plugin obeys and this one would not. */
const REFUSED_ANNOTATIONS = ["waitFor", "replaceUnready", "patchFieldManager"];

/** A plain or a partly unknown object; a metadata that is unknown as a whole is one text. */
type Inputs = Partial<Omit<KubeObject, "metadata">> & { metadata?: Partial<Metadata> | string };

/** Gives the object a name and a namespace where the program gives none, and names what is not supported. */
export function checkObject(
    inputs: Inputs,
    context: Pick<Context, "name" | "randomSeed">,
    oldInputs: KubeObject | undefined,
    defaultNamespace: string,
): CheckFailure[] {
    if (typeof inputs.metadata === "string") {
        return [];
    }
    const metadata: Partial<Metadata> = { ...inputs.metadata };
    inputs.metadata = metadata;
    if (metadata.name === undefined) {
        autoname(metadata, context, oldInputs);
    }
    const { apiVersion, kind } = inputs;
    const known = typeof apiVersion === "string" && typeof kind === "string" && !hasUnknown([apiVersion, kind]);
    if (metadata.namespace === undefined && known && isNamespaced(apiVersion, kind)) {
        metadata.namespace = defaultNamespace;
    }
    return refusals(metadata);
}

/** An autonamed object keeps its name for life. Otherwise the name ends in eight random digits. */
function autoname(
    metadata: Partial<Metadata>,
    { name, randomSeed }: Pick<Context, "name" | "randomSeed">,
    oldInputs: KubeObject | undefined,
): void {
    const seed = randomSeed?.length ? Buffer.from(randomSeed) : randomBytes(4);
    const adopted = oldInputs && annotation(oldInputs, "autonamed") === "true" ? oldInputs.metadata.name : undefined;
    metadata.name = adopted ?? `${name}-${seed.subarray(0, 4).toString("hex")}`;
    if (typeof metadata.annotations !== "string") {
        metadata.annotations = { ...metadata.annotations, [AUTONAMED]: "true" };
    }
}

function refusals(metadata: Partial<Metadata> & { generateName?: unknown }): CheckFailure[] {
    const found = REFUSED_ANNOTATIONS.filter((name) => annotation({ metadata } as Partial<KubeObject>, name));
    const failures = found.map((name) => ({
        property: `metadata.annotations["pulumi.com/${name}"]`,
        reason: `This kubernetes plugin does not support the annotation pulumi.com/${name}; the official one does.`,
    }));
    if (metadata.generateName !== undefined) {
        failures.push({
            property: "metadata.generateName",
            reason: "Server-side apply needs a name: leave metadata.generateName out to get a random one.",
        });
    }
    return failures;
}
