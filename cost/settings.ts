/** Where an environment would run, from its specification: the part that the estimate reads. */
import { z } from "zod";
import { parseSpecification } from "../infra/specification";

export const PROFILES = ["lesson", "reference"] as const;

export type Profile = (typeof PROFILES)[number];

/** Settings of a specification, without their prefix. */
export type Settings = Record<string, unknown>;

/** What the estimate needs of the key `aws`; everything else of it is the program's alone. */
const awsSchema = z.object({ region: z.string(), profile: z.enum(PROFILES) });

export interface OnAws {
    readonly region: string;
    readonly profile: Profile;
    readonly settings: Settings;
}

/**
 * The same environment on AWS, whatever target its specification names.
 * @param profile replaces the one of the settings
 * @throws SpecificationError with every fault
 */
export function onAws(settings: Settings, profile?: Profile): OnAws {
    const aws = { ...(settings["aws"] as object | undefined), ...(profile && { profile }) };
    const wanted: Settings = { ...settings, target: "aws", ...(Object.keys(aws).length > 0 && { aws }) };
    const specification: Record<string, unknown> = parseSpecification(wanted);
    return { ...awsSchema.parse(specification["aws"]), settings: wanted };
}
