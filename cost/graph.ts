/** The resources that a program declares, as the files of `charges/` ask for them. */
import { idOf } from "../infra/declared/program";
import type { Graph, Resource } from "./charge";

export function graphOf(resources: readonly Resource[]): Graph {
    const byType = Map.groupBy(resources, ({ type }) => type);
    const of = (type: string): readonly Resource[] => byType.get(type) ?? [];
    return {
        of,
        find: (type, reference) =>
            reference === undefined ? undefined : of(type).find(({ name, inputs }) => [idOf(name), name, inputs?.name].includes(reference as string)),
    };
}
