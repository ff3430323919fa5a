/** The estimate of one environment, from its settings: what `cost` prints and what `up` asks with. */
import * as path from "node:path";
import { declaredApart } from "./apart";
import type { Resource } from "./charge";
import { estimate, type Estimate } from "./estimate";
import { priceTables } from "./prices";
import { costSentence } from "./report";
import { onAws, type Profile, type Settings } from "./settings";

/** What an environment would make on AWS. */
export interface Declared {
    readonly profile: Profile;
    readonly region: string;
    readonly resources: readonly Resource[];
}

export interface EnvironmentEstimate extends Estimate {
    readonly profile: Profile;
}

/**
 * Declares an environment without an engine.
 * @param settings of `Pulumi.<name>.yaml`, without their prefix
 * @param profile replaces the one of the settings
 * @throws SpecificationError
 */
export async function declareEnvironment(name: string, settings: Settings, profile?: Profile): Promise<Declared> {
    const asked = onAws(settings, profile);
    const resources = await declaredApart(path.join(__dirname, "declare.ts"), { name, settings: asked.settings });
    return { profile: asked.profile, region: asked.region, resources };
}

/** @throws PriceFileError */
export function estimateOf({ profile, region, resources }: Declared): EnvironmentEstimate {
    return { profile, ...estimate(resources, priceTables(), region) };
}

/**
 * The figure that `up` asks for a confirmation with, as one sentence.
 * @throws SpecificationError, PriceFileError
 */
export async function costBeforeUp(name: string, settings: Settings): Promise<string> {
    return beforeUp(name, estimateOf(await declareEnvironment(name, settings)));
}

export function beforeUp(name: string, whole: EnvironmentEstimate): string {
    return `${name} (profile ${whole.profile}) costs ${costSentence(whole)} on AWS in ${whole.region}; "./plateau cost --env ${name}" shows of what.`;
}
