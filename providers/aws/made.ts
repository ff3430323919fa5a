/** A type that is really made: its kind, in the terms of the kit. */
import { isDeepStrictEqual } from "node:util";
import { PartialFailure } from "../kit/errors";
import { hasUnknown, UNKNOWN } from "../kit/properties";
import type { CheckFailure, Context, Properties, ResourceType } from "../kit/types";
import type { Account } from "./account";
import { plainly } from "./errors";
import type { Kind, Live } from "./kind";
import { named } from "./names";
import { withoutNested } from "./nested";
import { foretold, outputsOf, propsOf } from "./plan-only";
import type { TypeSchema } from "./schema/schema";
import { allTags } from "./tags";

export function made(kind: Kind, schema: TypeSchema, account: () => Account, defaultTags: () => Readonly<Record<string, string>>): ResourceType {
    const outputs = outputsOf(schema, kind.stable);
    const tagged = "tagsAll" in outputs;
    const props = propsOf(schema);
    for (const name of kind.replacing) props[name] = { ...props[name], replace: true };
    const withTags = (inputs: Properties): Properties => (tagged ? { ...inputs, tagsAll: allTags(defaultTags(), inputs) } : inputs);

    /** What AWS says of it now, over what the program has said. */
    const lookUp = async (id: string, inputs: Properties, context: Context): Promise<Properties> => {
        const live = await kind.read(id, account(), context, inputs).catch(plainly);
        if (!live) throw new Error(`${context.type} ${id} was made, and is not there.`);
        return { ...inputs, ...live.properties };
    };

    return {
        props,
        outputs,
        check: (inputs, context, olds) => checkInputs(kind, inputs as Properties, context, olds as Properties | undefined),
        stale: (state, inputs) => (tagged && !hasUnknown((inputs as Properties)["tags"]) && !isDeepStrictEqual((state as Properties)["tagsAll"] ?? {}, allTags(defaultTags(), inputs as Properties)) ? ["tagsAll"] : []),
        deleteBeforeReplace: () => kind.deletesFirst === true,
        preview: async (inputs, { type }, state) => foretold(type, outputs, inputs as Properties, state as Properties | undefined, defaultTags()),

        async create(given, context) {
            const inputs = withTags(given as Properties);
            const id = await kind.create(inputs, account(), context).catch(passOn);
            const outputs = await lookUp(id, inputs, context).catch((error: Error) => {
                throw new PartialFailure(id, inputs, [error.message]); // it is there: the state must not lose it
            });
            return { id, outputs };
        },

        async read(id, context, state, inputs) {
            const live = await kind.read(id, account(), context, state as Properties | undefined).catch(plainly);
            return live && found(context.type, kind, live, state as Properties | undefined, inputs as Properties | undefined);
        },

        async update(id, state, given, context, oldInputs) {
            const inputs = withTags(given as Properties);
            const olds: Properties = { ...(oldInputs as Properties), ...(tagged && { tagsAll: (state as Properties)["tagsAll"] ?? {} }) };
            const changed = new Set(Object.keys({ ...olds, ...inputs }).filter((name) => !isDeepStrictEqual(olds[name], inputs[name])));
            await kind.update?.(id, inputs, changed, account(), context, { ...(state as Properties), ...olds }).catch(passOn);
            return lookUp(id, inputs, context);
        },

        async delete(id, state, context) {
            await kind.delete(id, state as Properties, account(), context).catch(plainly);
        },
    };
}

/** Half-made things are the engine's to keep. */
function passOn(error: unknown): never {
    if (error instanceof PartialFailure) throw error;
    plainly(error);
}

function checkInputs(kind: Kind, inputs: Properties, context: Context, olds: Properties | undefined): CheckFailure[] {
    for (const [name, value] of Object.entries(kind.defaults ?? {})) inputs[name] ??= structuredClone(value);
    if (kind.named) named(kind.named, inputs, context, olds);
    const refused = Object.keys(inputs).filter((name) => name !== "region" && !kind.inputs.includes(name) && inputs[name] !== undefined && inputs[name] !== UNKNOWN);
    return [
        ...refused.map((property) => refusal(context, property, kind.inputs)),
        ...kind.inputs.flatMap((name) => refusedParts(kind, context, name, inputs[name], name)),
    ];
}

/** @param path of the value without the places in lists; @param property with them */
function refusedParts(kind: Kind, context: Context, path: string, value: unknown, property: string): CheckFailure[] {
    if (Array.isArray(value)) return value.flatMap((each, index) => refusedParts(kind, context, path, each, `${property}[${index}]`));
    const known = kind.parts?.[path];
    if (!known || typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) =>
        known.includes(key) ? refusedParts(kind, context, `${path}.${key}`, inner, `${property}.${key}`) : [refusal(context, `${property}.${key}`, known)],
    );
}

function refusal({ type }: Context, property: string, known: readonly string[]): CheckFailure {
    return { property, reason: `This aws plugin makes ${type} without "${property}"; it knows ${known.join(", ")}. The official one has it.` };
}

/** The inputs that would make what is there: of those that the program gave, where it gave any. */
function found(type: string, kind: Kind, { id, properties }: Live, state: Properties | undefined, inputs: Properties | undefined): { id: string; outputs: Properties; inputs: Properties } {
    // An import leaves out what says nothing, as a program would.
    const names = inputs ? Object.keys(inputs) : kind.inputs.filter((name) => properties[name] !== undefined && !isEmpty(properties[name]));
    const now = names.map((name) => [name, name === "tags" ? ownTags(inputs, state, properties) : (withoutNested(type, name, properties[name]) ?? inputs?.[name])] as const);
    return { id, outputs: { ...state, ...properties }, inputs: Object.fromEntries(now) };
}

const isEmpty = (value: unknown): boolean => typeof value === "object" && value !== null && Object.keys(value).length === 0;

/** AWS does not tell whose a tag is: the provider's are those that the program did not give and the state knows. */
function ownTags(inputs: Properties | undefined, state: Properties | undefined, properties: Properties): unknown {
    const live = (properties["tags"] ?? {}) as Properties;
    if (!inputs) return live;
    const own = (inputs["tags"] ?? {}) as Properties;
    const provided = Object.keys((state?.["tagsAll"] ?? {}) as Properties).filter((key) => !(key in own));
    return Object.fromEntries(Object.entries(live).filter(([key]) => !provided.includes(key)));
}
