import type { ResourceValidationPolicy } from "@pulumi/policy";
import { byType, type Properties } from "../reading";

const tokensRequired = ({ metadataOptions }: Properties, report: (message: string) => void): void => {
    if (metadataOptions?.httpTokens !== "required") report('metadataOptions.httpTokens is not "required": version 1 of the metadata service gives the credentials of the role to whoever makes a server fetch an address.');
};

export const instanceMetadata: ResourceValidationPolicy = {
    name: "instance-metadata-v2",
    description: "Servers hand out credentials to requests with a token only (CIS AWS Foundations 3.0.0, 5.6).",
    validateResource: byType({
        "aws:ec2/instance:Instance": tokensRequired,
        "aws:ec2/launchTemplate:LaunchTemplate": tokensRequired,
    }),
};
