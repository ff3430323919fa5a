import type { CheckFailure, Context, Properties, PropertySpec, ResourceType } from "./types";

/** Fills in the defaults, then names every fault at once: unknown properties, missing ones, the type's own rules. */
export async function check(
    type: ResourceType,
    given: Properties,
    oldInputs: Properties | undefined,
    context: Context,
): Promise<{ inputs: Properties; failures: CheckFailure[] }> {
    const specs = type.props as Record<string, PropertySpec>;
    const inputs = { ...given };
    for (const [key, spec] of Object.entries(specs)) {
        if (inputs[key] === undefined && spec.default !== undefined) {
            inputs[key] = structuredClone(spec.default);
        }
    }
    const known = Object.keys(specs).sort().join(", ");
    const unknown = type.open ? [] : Object.keys(given).filter((key) => !Object.hasOwn(specs, key));
    const missing = Object.entries(specs).filter(([key, spec]) => spec.required && inputs[key] === undefined);
    const failures = [
        ...unknown.map((property) => ({
            property,
            reason: `${context.type} does not support the property "${property}"; it supports ${known}.`,
        })),
        ...missing.map(([property]) => ({
            property,
            reason: `${context.type} needs the property "${property}".`,
        })),
    ];
    // The type's own rules may rely on what `props` promises.
    const own = failures.length === 0 ? await type.check?.(inputs, context, oldInputs) : undefined;
    return { inputs, failures: [...failures, ...(own ?? [])] };
}
