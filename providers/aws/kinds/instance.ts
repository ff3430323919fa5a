import {
    DescribeImagesCommand,
    DescribeInstanceAttributeCommand,
    DescribeInstancesCommand,
    DescribeVolumesCommand,
    ModifyInstanceAttributeCommand,
    ModifyInstanceMetadataOptionsCommand,
    RunInstancesCommand,
    StartInstancesCommand,
    StopInstancesCommand,
    TerminateInstancesCommand,
    type _InstanceType,
    type Instance,
    type InstanceMetadataOptionsRequest,
    type VolumeType,
} from "@aws-sdk/client-ec2";
import type { InstanceArgs, InstanceState } from "@pulumi/aws/ec2/instance";
import type { Context } from "../../kit/types";
import type { Account } from "../account";
import type { Kind } from "../kind";
import { arnOf, METADATA_OPTIONS, metadataOptions, retagEc2, tagSpecifications } from "./ec2";
import { finish, inOrder, live, reach, unlessGone, type Plain } from "./shared";
import { fromTagList } from "./tags";

type Given = Plain<InstanceArgs>;

/** AWS goes on to list a terminated one for an hour. */
async function find(id: string, { ec2 }: Account): Promise<Instance | undefined> {
    const found = (await unlessGone(ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }))))?.Reservations?.[0]?.Instances?.[0];
    return found?.State?.Name === "terminated" ? undefined : found;
}

async function look(id: string, account: Account) {
    const found = await find(id, account);
    return found && { state: found.State?.Name, reason: found.StateReason?.Message };
}

const running = (id: string, account: Account, context: Context) =>
    reach({ what: `server ${id}`, state: "running", never: /stopp|shutting/, minutes: 10 }, () => look(id, account), context);

const optionsOf = ({ metadataOptions: given }: Given) =>
    given && ({ HttpEndpoint: given.httpEndpoint, HttpTokens: given.httpTokens, HttpPutResponseHopLimit: given.httpPutResponseHopLimit } as InstanceMetadataOptionsRequest);

/** The image names the device that it starts from. */
async function rootDevice({ ami, rootBlockDevice: given }: Given, { ec2 }: Account) {
    if (!given) return undefined;
    const { Images } = await ec2.send(new DescribeImagesCommand({ ImageIds: [ami as string] }));
    return [{ DeviceName: Images?.[0]?.RootDeviceName, Ebs: { DeleteOnTermination: true, Encrypted: given.encrypted, VolumeType: given.volumeType as VolumeType, VolumeSize: given.volumeSize } }];
}

const volumesOf = async (id: string, { ec2 }: Account) => (await ec2.send(new DescribeVolumesCommand({ Filters: [{ Name: "attachment.instance-id", Values: [id] }] }))).Volumes ?? [];

/** A new size and new user data are taken by a server that is stopped. */
async function changeStopped(id: string, given: Given, changed: ReadonlySet<string>, account: Account, context: Context): Promise<void> {
    const { ec2 } = account;
    await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
    await reach({ what: `server ${id}`, state: "stopped", never: /shutting/, minutes: 10 }, () => look(id, account), context);
    if (changed.has("instanceType")) await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: id, InstanceType: { Value: given.instanceType } }));
    if (changed.has("userDataBase64")) await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: id, UserData: { Value: Buffer.from(given.userDataBase64 ?? "", "base64") } }));
    await ec2.send(new StartInstancesCommand({ InstanceIds: [id] }));
    await running(id, account, context);
}

export const instance: Kind = {
    inputs: ["ami", "instanceType", "subnetId", "privateIp", "vpcSecurityGroupIds", "userDataBase64", "metadataOptions", "rootBlockDevice", "volumeTags", "tags"],
    parts: { metadataOptions: METADATA_OPTIONS, rootBlockDevice: ["encrypted", "volumeType", "volumeSize"] },
    replacing: ["ami", "subnetId", "privateIp", "rootBlockDevice"],
    stable: ["arn", "availabilityZone", "primaryNetworkInterfaceId", "privateDns"],

    async create(inputs, account, context) {
        const given: Given = inputs;
        const request = new RunInstancesCommand({
            MinCount: 1,
            MaxCount: 1,
            ImageId: given.ami,
            InstanceType: given.instanceType as _InstanceType,
            SubnetId: given.subnetId,
            PrivateIpAddress: given.privateIp,
            SecurityGroupIds: given.vpcSecurityGroupIds,
            UserData: given.userDataBase64,
            MetadataOptions: optionsOf(given),
            BlockDeviceMappings: await rootDevice(given, account),
            TagSpecifications: [...(tagSpecifications("instance", inputs) ?? []), ...(tagSpecifications("volume", { tagsAll: given.volumeTags }) ?? [])],
        });
        const { Instances } = await account.ec2.send(request);
        const id = Instances![0]!.InstanceId!;
        return finish(id, inputs, "subnetId", () => running(id, account, context));
    },

    async read(id, account, _, state = {}) {
        const found = await find(id, account);
        if (!found) return undefined;
        const [volumes, userData] = await Promise.all([volumesOf(id, account), account.ec2.send(new DescribeInstanceAttributeCommand({ InstanceId: id, Attribute: "userData" }))]);
        const root = volumes.find(({ Attachments }) => Attachments?.[0]?.Device === found.RootDeviceName);
        return live<InstanceState>(id, {
            arn: arnOf(account, account.number, `instance/${id}`),
            ami: found.ImageId,
            instanceType: found.InstanceType,
            instanceState: found.State?.Name,
            availabilityZone: found.Placement?.AvailabilityZone,
            subnetId: found.SubnetId,
            primaryNetworkInterfaceId: found.NetworkInterfaces?.[0]?.NetworkInterfaceId,
            privateIp: found.PrivateIpAddress,
            privateDns: found.PrivateDnsName,
            publicIp: found.PublicIpAddress,
            publicDns: found.PublicDnsName,
            vpcSecurityGroupIds: inOrder((found.SecurityGroups ?? []).map(({ GroupId = "" }) => GroupId), state["vpcSecurityGroupIds"]),
            userDataBase64: userData.UserData?.Value,
            metadataOptions: metadataOptions(found.MetadataOptions),
            rootBlockDevice: root && { encrypted: root.Encrypted, volumeType: root.VolumeType, volumeSize: root.Size },
            volumeTags: root && fromTagList(root.Tags).tags,
            ...fromTagList(found.Tags),
        });
    },

    async update(id, inputs, changed, account, context, olds) {
        const given: Given = inputs;
        const { ec2 } = account;
        if ((await look(id, account))?.state === "pending") await running(id, account, context);
        if (changed.has("vpcSecurityGroupIds")) await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: id, Groups: given.vpcSecurityGroupIds }));
        if (changed.has("metadataOptions")) await ec2.send(new ModifyInstanceMetadataOptionsCommand({ InstanceId: id, ...optionsOf(given) }));
        if (changed.has("instanceType") || changed.has("userDataBase64")) await changeStopped(id, given, changed, account, context);
        if (changed.has("volumeTags")) {
            for (const { VolumeId } of await volumesOf(id, account)) await retagEc2(VolumeId!, { tagsAll: given.volumeTags }, new Set(["tagsAll"]), account, context, { tagsAll: olds["volumeTags"] });
        }
        await retagEc2(id, inputs, changed, account, context, olds);
    },

    async delete(id, _, account, context) {
        await unlessGone(account.ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] })));
        await reach({ what: `server ${id}`, state: undefined, minutes: 20 }, () => look(id, account), context);
    },
};
