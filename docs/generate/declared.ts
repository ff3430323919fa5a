/** Runs a program under Pulumi's mocks: what it declares, without a machine, a container engine or a cluster. */
import * as pulumi from "@pulumi/pulumi";

/** A resource as the program hands it to the engine. */
export interface Declared {
    readonly type: string;
    readonly name: string;
    // Inputs have the shape of the resource's type, which only the reader knows.
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    readonly inputs: any;
}

/**
 * @param program declares resources; it may read only outputs that are inputs as well, or in `outputs`
 * @param outputs what every resource answers besides its inputs
 */
export async function declare(program: () => void, outputs: object = {}): Promise<Declared[]> {
    const declared: Declared[] = [];
    await pulumi.runtime.setMocks({
        call: ({ inputs }) => inputs,
        newResource: ({ type, name, inputs }) => {
            declared.push({ type, name, inputs });
            return { id: `${name}-id`, state: { ...inputs, ...outputs } };
        },
    });
    program();
    await pulumi.runtime.disconnect();
    return declared;
}

/** Inputs of all resources of a type. */
export function inputsOf(declared: readonly Declared[], type: string | RegExp): Declared["inputs"][] {
    const wanted = (given: string) => (typeof type === "string" ? given === type : type.test(given));
    return declared.filter((resource) => wanted(resource.type)).map(({ inputs }) => inputs);
}

/** Marks a secret on its way to the engine. */
const SECRET = "4dabf18193072939515e22adb298388d";

/** A value that may be marked as secret, without the mark: nothing that the mocks answer is one. */
export function plain(value: Declared["inputs"]): Declared["inputs"] {
    return value !== null && typeof value === "object" && SECRET in value ? value.value : value;
}
