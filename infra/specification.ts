/** What an environment is: one typed schema validates it, holds every default and generates its reference page. */
import { z } from "zod";
import { networkOfSlot, SLOTS } from "./addresses";
import { awsSettingsSchema } from "./aws/settings";

/** Names become host names, Docker names and DNS labels; 20 characters leave room for the suffixes. */
const NAME = /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/;

const memory = (role: string, fallback: number) =>
    z.coerce.number().int().min(128).max(65_536).default(fallback).describe(`Memory limit of ${role}, MiB.`);

/** The keys of `Pulumi.<environment>.yaml`, each under `plateau:`. */
export const specificationSchema = z.strictObject({
    target: z.enum(["local", "aws"]).default("local").describe("Where the environment runs."),
    network: z
        .string()
        .refine((n) => Array.from({ length: SLOTS }, (_, slot) => networkOfSlot(slot)).includes(n), {
            message: "must be 10.N.0.0/16 with N from 64 to 127",
        })
        .default(networkOfSlot(0))
        .describe("IPv4 network of the environment, 10.N.0.0/16 with N from 64 to 127. `plateau up` gives each environment of a machine its own."),
    workers: z.coerce.number().int().min(2).max(4).default(2).describe("Kubernetes worker nodes."),
    stages: z
        .array(z.enum(["test", "preprod", "prod"]))
        .min(1)
        .refine((stages) => new Set(stages).size === stages.length, { message: "names a stage twice" })
        .default(["test", "preprod", "prod"])
        .describe("Stages of the sample application, one namespace and one database each."),
    memory: z
        .strictObject({
            bastion: memory("the bastion", 256),
            control: memory("the control plane", 2048),
            worker: memory("a worker", 2048),
            database: memory("a database server", 512),
        })
        .prefault({})
        .describe("Memory limits of the servers, MiB."),
    aws: awsSettingsSchema.prefault({}).describe("What the target `aws` is told."),
    cohort: z.string().max(60).optional().describe("The group of candidates that the environment is for."),
    owner: z.string().max(60).optional().describe("Who answers for the environment."),
    expiry: z.iso.date().optional().describe("Day after which the environment should no longer exist."),
});

export type Specification = z.infer<typeof specificationSchema>;

/** A fault of a specification: where it is and what is wrong with it. */
export interface Fault {
    /** Path within the specification, e.g. "memory.worker". */
    readonly path: string;
    readonly message: string;
}

/** All faults of a specification at once. */
export class SpecificationError extends Error {
    constructor(readonly faults: readonly Fault[]) {
        super(`The specification has ${faults.length} fault(s): ${faults.map((f) => `${f.path} ${f.message}`).join("; ")}.`);
    }
}

/**
 * Reads a specification from stack configuration values.
 * @param values keys without the `plateau:` prefix; Pulumi hands numbers and lists over as JSON text, YAML as values
 * @throws SpecificationError with every fault
 */
export function parseSpecification(values: Record<string, unknown>): Specification {
    const result = specificationSchema.safeParse(Object.fromEntries(Object.entries(values).map(([k, v]) => [k, decode(v)])));
    if (result.success) return result.data;
    throw new SpecificationError(result.error.issues.flatMap(faultsOf));
}

function faultsOf(issue: z.core.$ZodIssue): Fault[] {
    if (issue.code !== "unrecognized_keys") return [{ path: issue.path.join("."), message: issue.message }];
    return issue.keys.map((key) => ({ path: [...issue.path, key].join("."), message: "is not a known setting" }));
}

function decode(value: unknown): unknown {
    if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
    try {
        return JSON.parse(value);
    } catch {
        return value; // not JSON after all: the schema says what it should have been
    }
}

/** True for a name that can be an environment. */
export function isEnvironmentName(name: string): boolean {
    return NAME.test(name);
}
