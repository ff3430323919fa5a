/** Runs a program under Pulumi's mocks: what it declares, without an engine, a machine, a cluster or an account. */
import * as pulumi from "@pulumi/pulumi";

/** A resource as the program hands it to the engine. */
export interface Declared {
    readonly type: string;
    readonly name: string;
    // Inputs have the shape of the resource's type, which only the reader knows.
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    readonly inputs: any;
}

/** What a mock answers besides a resource's inputs. */
export interface Answers {
    readonly outputs?: (type: string, name: string, inputs: Declared["inputs"]) => object;
    /** What a function such as getAvailabilityZones answers, by its token. */
    readonly functions?: (token: string, inputs: Record<string, unknown>) => object;
}

/** @param program declares resources; what it reads of them has to be an input, or among the answers */
export async function declare(program: () => void | Promise<void>, { outputs = () => ({}), functions = (_, inputs) => inputs }: Answers = {}): Promise<Declared[]> {
    const declared: Declared[] = [];
    await pulumi.runtime.setMocks({
        call: ({ token, inputs }) => functions(token, inputs),
        newResource: ({ type, name, inputs }) => {
            declared.push({ type, name, inputs });
            return { id: idOf(name), state: { name, ...inputs, ...outputs(type, name, inputs) } };
        },
    });
    await program();
    await pulumi.runtime.disconnect();
    return declared;
}

/** The id that a resource has while nothing exists: one that another resource's inputs can be led back by. */
export function idOf(name: string): string {
    return `${name}-id`;
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
