/** Outputs that lie inside an input. The SDK's package does not tell them from inputs: those that are read are named here. */
import { isObject, UNKNOWN } from "../kit/properties";
import type { Properties } from "../kit/types";

const NESTED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
    "aws:eks/cluster:Cluster": { vpcConfig: ["clusterSecurityGroupId", "vpcId"] },
};

/** Inputs with the outputs in them: from the state where there is one, for no update changes them, and unknown otherwise. */
export function withNested(type: string, inputs: Properties, state: Properties | undefined): Properties {
    const added = Object.entries(NESTED[type] ?? {}).flatMap(([property, names]) => {
        const given = inputs[property];
        const known = state?.[property];
        if (!isObject(given)) return [];
        return [[property, { ...given, ...Object.fromEntries(names.map((name) => [name, isObject(known) ? known[name] : UNKNOWN])) }]];
    });
    return { ...inputs, ...Object.fromEntries(added) };
}

/** What the program could have given of a property. */
export function withoutNested(type: string, property: string, value: unknown): unknown {
    const names = NESTED[type]?.[property];
    return names && isObject(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name))) : value;
}
