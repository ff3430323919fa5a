/** Where an environment would run, from its specification: the part that the estimate reads. */
import type { Profile } from "../infra/aws/settings";
import { parseSpecification } from "../infra/specification";

/** Settings of a specification, without their prefix. */
export type Settings = Record<string, unknown>;

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
    const { aws: asked } = parseSpecification(wanted);
    return { region: asked.region, profile: asked.profile, settings: wanted };
}
