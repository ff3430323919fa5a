import {
    boolYaml11Tag,
    FAILSAFE_SCHEMA,
    floatYaml11Tag,
    intYaml11Tag,
    loadAll,
    mergeTag,
    nullYaml11Tag,
} from "js-yaml";
import type { Properties } from "../kit/types";

/** YAML 1.1 as Kubernetes reads it: the file mode 0644 is octal, and a date stays a text. */
const SCHEMA = FAILSAFE_SCHEMA.withTags(nullYaml11Tag, boolYaml11Tag, intYaml11Tag, floatYaml11Tag, mergeTag);

/** The documents of a YAML text, for the SDK's ConfigFile and ConfigGroup. */
export async function decodeYaml({ text }: Properties): Promise<Properties> {
    if (typeof text !== "string") {
        throw new Error("kubernetes:yaml:decode needs a text.");
    }
    const documents = loadAll(text, { schema: SCHEMA });
    return { result: documents.filter((document) => typeof document === "object" && document !== null) };
}
