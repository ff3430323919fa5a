/** What the kinds of EC2 and VPC share. */
import { CreateTagsCommand, DeleteTagsCommand, type InstanceMetadataOptionsResponse, type LaunchTemplateInstanceMetadataOptions, type ResourceType, type TagSpecification } from "@aws-sdk/client-ec2";
import type { Properties } from "../../kit/types";
import type { Account } from "../account";
import type { Kind } from "../kind";
import { retag, tagList, tagsOf } from "./tags";

/** EC2 refuses an empty list. */
export function tagSpecifications(type: ResourceType, inputs: Properties): TagSpecification[] | undefined {
    const tags = tagList(tagsOf(inputs));
    return tags.length > 0 ? [{ ResourceType: type, Tags: tags }] : undefined;
}

/** The update of what has nothing else to change. */
export const retagEc2: NonNullable<Kind["update"]> = (id, inputs, changed, { ec2 }, _, olds) =>
    retag(
        inputs,
        olds,
        changed,
        (tags) => ec2.send(new CreateTagsCommand({ Resources: [id], Tags: tagList(tags) })),
        (keys) => ec2.send(new DeleteTagsCommand({ Resources: [id], Tags: keys.map((Key) => ({ Key })) })),
    );

/** @param resource type and ID: "vpc/vpc-0123456789abcdef0" */
export const arnOf = ({ region }: Account, owner: string | undefined, resource: string): string => `arn:aws:ec2:${region}:${owner}:${resource}`;

export const METADATA_OPTIONS = ["httpEndpoint", "httpTokens", "httpPutResponseHopLimit"] as const;

/** As a program reads them of a server or a launch template. */
export const metadataOptions = (found?: InstanceMetadataOptionsResponse | LaunchTemplateInstanceMetadataOptions) =>
    found && { httpEndpoint: found.HttpEndpoint, httpTokens: found.HttpTokens, httpPutResponseHopLimit: found.HttpPutResponseHopLimit };
