/** Environments on AWS as their program declares them, and how their resources refer to each other. */
import { declaredEnvironment } from "../../infra/declared/environment";
import { idOf, type Declared } from "../../infra/declared/program";
import type { Profile } from "../../infra/aws/settings";

export const OFFICE = "198.51.100.0/24";
const ADMINISTRATOR = "arn:aws:iam::123456789012:role/administrators";

/** Every optional part is there, so that every type that the program knows is. */
export function onAws(profile: Profile, more: object = {}): Promise<Declared[]> {
    const aws = { profile, access: [OFFICE], administrators: [ADMINISTRATOR], waf: true, budget: { email: "lab@example.org" }, ...more };
    return declaredEnvironment("demo", { target: "aws", cohort: "2026-11", owner: "lab@example.org", expiry: "2026-12-24", aws });
}

/** Resources of one or more types, without the part that all types of AWS begin with: "ec2/subnet:Subnet". */
export const of = (declared: readonly Declared[], ...types: string[]): Declared[] => declared.filter(({ type }) => types.map((name) => `aws:${name}`).includes(type));

/** The resource that an id in another one's inputs leads to. */
export function behind(declared: readonly Declared[], type: string, id: unknown): Declared {
    const found = of(declared, type).find(({ name }) => idOf(name) === id);
    if (!found) throw new Error(`no ${type} has the id ${String(id)}`);
    return found;
}
