/** The estimate of one environment, from its settings: what `cost` prints and what `up` asks with. */
import * as path from "node:path";
import { declaredApart } from "./apart";
import type { Resource } from "./charge";
import { estimate, type Estimate } from "./estimate";
import { priceTables } from "./prices";
import { costSentence } from "./report";
import type { Profile } from "../infra/aws/settings";
import { onAws, type Settings } from "./settings";

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

/** An estimate, and the one sentence of it that `up` asks a confirmation with. */
export interface CostOf {
    readonly estimate: EnvironmentEstimate;
    readonly sentence: string;
}

/**
 * @param settings of `Pulumi.<name>.yaml`, without their prefix
 * @throws SpecificationError, PriceFileError
 */
export async function costOf(name: string, settings: Settings): Promise<CostOf> {
    const estimate = estimateOf(await declareEnvironment(name, settings));
    return { estimate, sentence: costSentenceOf(name, estimate) };
}

export function costSentenceOf(name: string, whole: EnvironmentEstimate): string {
    return `${name} (profile ${whole.profile}) costs ${costSentence(whole)} on AWS in ${whole.region}; "./plateau cost --env ${name}" shows of what.`;
}
