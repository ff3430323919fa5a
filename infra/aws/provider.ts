/** The account and region of an environment, and the tags on everything in it. */
import * as aws from "@pulumi/aws";
import type { EnvironmentPlan } from "../plan";

/** Tags of everything: `down` and `aws leftovers` find it by them, the deployer's rights are bound to them. */
export function tagsOf({ name, specification: { cohort, owner, expiry, aws: settings } }: EnvironmentPlan): Record<string, string> {
    return {
        environment: name,
        project: "plateau",
        profile: settings.profile,
        ...(cohort && { cohort }),
        ...(owner && { owner }),
        ...(expiry && { expiry }),
    };
}

export function provider(plan: EnvironmentPlan): aws.Provider {
    const { region, account } = plan.specification.aws;
    return new aws.Provider("aws", {
        region: region as aws.Region,
        defaultTags: { tags: tagsOf(plan) },
        ...(account && { allowedAccountIds: [account] }),
    });
}
