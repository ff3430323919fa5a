/** A type that is planned and never made: every one that the plugin has no kind for. */
import { Refusal } from "../kit/errors";
import { UNKNOWN } from "../kit/properties";
import type { Context, OutputSpec, Properties, PropertySpec, ResourceType } from "../kit/types";
import { withNested } from "./nested";
import type { TypeSchema } from "./schema/schema";
import { allTags } from "./tags";

export function propsOf({ inputs, required, secrets }: TypeSchema): Record<string, PropertySpec> {
    return Object.fromEntries(inputs.map((name) => [name, { required: required.includes(name), secret: secrets.includes(name) }]));
}

export function outputsOf({ outputs, secrets }: TypeSchema, stable: readonly string[] = []): Record<string, OutputSpec> {
    return Object.fromEntries(outputs.map((name) => [name, { secret: secrets.includes(name), stable: stable.includes(name) }]));
}

/** What only AWS can say is unknown, but for the tags. */
export function foretold(type: string, outputs: Readonly<Record<string, OutputSpec>>, inputs: Properties, state: Properties | undefined, defaults: Readonly<Record<string, string>>): Properties {
    const answered = Object.entries(outputs).map(([name, { stable }]) => [name, stable && state ? state[name] : UNKNOWN] as const);
    return { ...Object.fromEntries(answered), ...withNested(type, inputs, state), ...("tagsAll" in outputs && { tagsAll: allTags(defaults, inputs) }) };
}

/** @param made types that are really made */
export function planOnly(schema: TypeSchema, defaultTags: () => Readonly<Record<string, string>>, made: readonly string[]): ResourceType {
    const refuse = async ({ type }: Context): Promise<never> => {
        throw new Refusal(`This aws plugin plans ${type}, and cannot make it; the official one can. It makes ${made.join(", ")}.`);
    };
    const outputs = outputsOf(schema);
    return {
        props: propsOf(schema),
        outputs,
        preview: async (inputs, { type }, state) => foretold(type, outputs, inputs as Properties, state as Properties | undefined, defaultTags()),
        create: (_, context) => refuse(context),
        read: (_, context) => refuse(context),
        update: (_, __, ___, context) => refuse(context),
        delete: async (_, __, context) => refuse(context),
    };
}
