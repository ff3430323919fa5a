import {
    CreateLaunchTemplateCommand,
    CreateLaunchTemplateVersionCommand,
    DeleteLaunchTemplateCommand,
    DescribeLaunchTemplatesCommand,
    DescribeLaunchTemplateVersionsCommand,
    type LaunchTemplateInstanceMetadataOptionsRequest,
    type RequestLaunchTemplateData,
    type ResourceType,
    type ResponseLaunchTemplateData,
    type VolumeType,
} from "@aws-sdk/client-ec2";
import type { LaunchTemplateArgs, LaunchTemplateState } from "@pulumi/aws/ec2/launchTemplate";
import type { Properties } from "../../kit/types";
import type { Kind } from "../kind";
import { arnOf, METADATA_OPTIONS, metadataOptions, retagEc2, tagSpecifications } from "./ec2";
import { live, unlessGone, type Plain } from "./shared";
import { fromTagList, tagList } from "./tags";

const CONTENT = ["metadataOptions", "blockDeviceMappings", "tagSpecifications"] as const;

/** The program says yes and no in words, and may leave it to AWS. */
const yes = (word: string | undefined): boolean | undefined => (word ? word === "true" : undefined);

function dataOf(inputs: Properties): RequestLaunchTemplateData {
    const given: Plain<LaunchTemplateArgs> = inputs;
    const options = given.metadataOptions;
    return {
        MetadataOptions: options && ({ HttpEndpoint: options.httpEndpoint, HttpTokens: options.httpTokens, HttpPutResponseHopLimit: options.httpPutResponseHopLimit } as LaunchTemplateInstanceMetadataOptionsRequest),
        BlockDeviceMappings: given.blockDeviceMappings?.map(({ deviceName, ebs }) => ({
            DeviceName: deviceName,
            Ebs: ebs && { Encrypted: yes(ebs.encrypted), DeleteOnTermination: yes(ebs.deleteOnTermination), VolumeType: ebs.volumeType as VolumeType, VolumeSize: ebs.volumeSize },
        })),
        TagSpecifications: given.tagSpecifications?.map(({ resourceType, tags }) => ({ ResourceType: resourceType as ResourceType, Tags: tagList(tags ?? {}) })),
    };
}

const contentOf = ({ MetadataOptions, BlockDeviceMappings, TagSpecifications }: ResponseLaunchTemplateData) => ({
    metadataOptions: metadataOptions(MetadataOptions),
    blockDeviceMappings: BlockDeviceMappings?.map(({ DeviceName, Ebs }) => ({
        deviceName: DeviceName,
        ebs: Ebs && { encrypted: Ebs.Encrypted?.toString(), deleteOnTermination: Ebs.DeleteOnTermination?.toString(), volumeType: Ebs.VolumeType, volumeSize: Ebs.VolumeSize },
    })),
    tagSpecifications: TagSpecifications?.filter(({ ResourceType }) => ResourceType !== "launch-template").map(({ ResourceType, Tags }) => ({ resourceType: ResourceType, tags: fromTagList(Tags).tags })),
});

export const launchTemplate: Kind = {
    inputs: ["name", ...CONTENT, "tags"],
    parts: {
        metadataOptions: METADATA_OPTIONS,
        blockDeviceMappings: ["deviceName", "ebs"],
        "blockDeviceMappings.ebs": ["encrypted", "deleteOnTermination", "volumeType", "volumeSize"],
        tagSpecifications: ["resourceType", "tags"],
    },
    replacing: ["name"],
    stable: ["arn"],
    named: { by: "name", maxLength: 125 },

    async create(inputs, { ec2 }) {
        const request = { LaunchTemplateName: inputs["name"] as string, LaunchTemplateData: dataOf(inputs), TagSpecifications: tagSpecifications("launch-template", inputs) };
        return (await ec2.send(new CreateLaunchTemplateCommand(request))).LaunchTemplate!.LaunchTemplateId!;
    },

    async read(id, account) {
        const found = (await unlessGone(account.ec2.send(new DescribeLaunchTemplatesCommand({ LaunchTemplateIds: [id] }))))?.LaunchTemplates?.[0];
        if (!found) return undefined;
        const { LaunchTemplateVersions } = await account.ec2.send(new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: id, Versions: ["$Latest"] }));
        return live<LaunchTemplateState>(id, {
            arn: arnOf(account, account.number, `launch-template/${id}`),
            name: found.LaunchTemplateName,
            defaultVersion: found.DefaultVersionNumber,
            latestVersion: found.LatestVersionNumber,
            ...contentOf(LaunchTemplateVersions![0]!.LaunchTemplateData!),
            ...fromTagList(found.Tags),
        });
    },

    /** A version never changes: there is a new one. */
    async update(id, inputs, changed, account, context, olds) {
        if (CONTENT.some((name) => changed.has(name))) await account.ec2.send(new CreateLaunchTemplateVersionCommand({ LaunchTemplateId: id, LaunchTemplateData: dataOf(inputs) }));
        await retagEc2(id, inputs, changed, account, context, olds);
    },

    async delete(id, _, { ec2 }) {
        await unlessGone(ec2.send(new DeleteLaunchTemplateCommand({ LaunchTemplateId: id })));
    },
};
