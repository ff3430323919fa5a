/** What a resource is charged for: the words that the files of `charges/` are written in. */
import type { Declared } from "../infra/declared/program";
import type { AssumptionName } from "./assumptions";

/** A resource as the program declares it. */
export type Resource = Declared;

/** So many units of a price: what runs, for a price by the hour; what a month uses, for the others. */
export interface Charge {
    readonly price: string;
    readonly quantity: number;
    /** What the quantity was taken from where the program does not say it. */
    readonly assumed?: AssumptionName;
}

/** Part of a resource that is charged for, but whose quantity cannot be told from the program. */
export interface Unclear {
    readonly unclear: string;
}

/** All resources of the program, for what is charged by what another one says. */
export interface Graph {
    /** Resources of that type. */
    of(type: string): readonly Resource[];
    /** The resource that an id or name in another one's inputs leads to. */
    find(type: string, reference: unknown): Resource | undefined;
}

export type Item = Charge | Unclear;

/** Empty for a resource that is free. */
export type Charges = (resource: Resource, graph: Graph) => readonly Item[];

/** By type of resource. */
export type Catalogue = Readonly<Record<string, Charges>>;
