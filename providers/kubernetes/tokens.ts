import { isNamespaced } from "./scope";

/** API version and kind of a type token such as `kubernetes:apps/v1:Deployment` or `kubernetes:core/v1:Secret`. */
export function parseToken(token: string): { apiVersion: string; kind: string } {
    const [, version = "", kind = ""] = token.split(":");
    return { apiVersion: version.replace(/^core\//, ""), kind };
}

/** Kinds that are no objects of their own: an answer and two actions. */
const NO_OBJECTS = new Set(["Status", "Binding", "Eviction"]);

/** What the SDK has and only the official plugin expands: templates, patches of others' objects, and lists. */
export function isSupported(token: string): boolean {
    const [, module = ""] = token.split(":");
    const { apiVersion, kind } = parseToken(token);
    const isTemplate = /^(helm\.sh|yaml|kustomize)(\/|$)/.test(module);
    const isBuiltIn = isNamespaced(apiVersion, kind) !== undefined;
    // A custom kind may well be called AllowList.
    return !isTemplate && kind !== "" && !kind.endsWith("Patch") && !(isBuiltIn && isPartOfApi(kind));
}

const isPartOfApi = (kind: string): boolean => kind.endsWith("List") || NO_OBJECTS.has(kind);
