/** Declares a program under Pulumi's mocks, in this process: what it would create, without an account. */
import * as pulumi from "@pulumi/pulumi";
import type { Resource } from "./charge";
import { idOf } from "./graph";

/** What a mock answers besides a resource's inputs. */
export interface Answers {
    /** Outputs that only AWS could give, by type of resource. */
    readonly outputs?: (type: string, name: string) => object;
    /** What a function such as getAvailabilityZones answers, by its token. */
    readonly functions?: (token: string, inputs: Record<string, unknown>) => object;
}

/** @param program declares resources; what it reads of them has to be an input, or among the answers */
export async function declared(program: () => void, { outputs = () => ({}), functions = (_, inputs) => inputs }: Answers = {}): Promise<Resource[]> {
    const resources: Resource[] = [];
    await pulumi.runtime.setMocks({
        call: ({ token, inputs }) => functions(token, inputs),
        newResource: ({ type, name, inputs }) => {
            resources.push({ type, name, inputs });
            return { id: idOf(name), state: { name, ...inputs, ...outputs(type, name) } };
        },
    });
    program();
    await pulumi.runtime.disconnect();
    return resources;
}
