import { CreateSubnetCommand, DeleteSubnetCommand, DescribeSubnetsCommand, ModifySubnetAttributeCommand } from "@aws-sdk/client-ec2";
import type { SubnetArgs, SubnetState } from "@pulumi/aws/ec2/subnet";
import type { Account } from "../account";
import type { Kind } from "../kind";
import { retagEc2, tagSpecifications } from "./ec2";
import { finish, insist, live, reach, unlessGone, type Plain } from "./shared";
import { fromTagList } from "./tags";

type Given = Plain<SubnetArgs>;

const find = async (id: string, { ec2 }: Account) => (await unlessGone(ec2.send(new DescribeSubnetsCommand({ SubnetIds: [id] }))))?.Subnets?.[0];

const setPublicAddresses = (id: string, { mapPublicIpOnLaunch }: Given, { ec2 }: Account) =>
    ec2.send(new ModifySubnetAttributeCommand({ SubnetId: id, MapPublicIpOnLaunch: { Value: mapPublicIpOnLaunch } }));

export const subnet: Kind = {
    inputs: ["vpcId", "cidrBlock", "availabilityZone", "mapPublicIpOnLaunch", "tags"],
    replacing: ["vpcId", "cidrBlock", "availabilityZone"],
    stable: ["arn", "availabilityZoneId", "ownerId"],
    defaults: { mapPublicIpOnLaunch: false },

    async create(inputs, account, context) {
        const given: Given = inputs;
        const request = { VpcId: given.vpcId, CidrBlock: given.cidrBlock, AvailabilityZone: given.availabilityZone, TagSpecifications: tagSpecifications("subnet", inputs) };
        const { Subnet } = await account.ec2.send(new CreateSubnetCommand(request));
        const id = Subnet!.SubnetId!;
        return finish(id, inputs, "vpcId", async () => {
            const look = async () => { const found = await find(id, account); return found && { state: found.State }; };
            await reach({ what: `subnet ${id}`, state: "available", minutes: 10 }, look, context);
            if (given.mapPublicIpOnLaunch) await setPublicAddresses(id, given, account);
        });
    },

    async read(id, account) {
        const found = await find(id, account);
        return found && live<SubnetState>(id, {
            arn: found.SubnetArn,
            ownerId: found.OwnerId,
            vpcId: found.VpcId,
            cidrBlock: found.CidrBlock,
            availabilityZone: found.AvailabilityZone,
            availabilityZoneId: found.AvailabilityZoneId,
            mapPublicIpOnLaunch: found.MapPublicIpOnLaunch,
            ...fromTagList(found.Tags),
        });
    },

    async update(id, inputs, changed, account, context, olds) {
        if (changed.has("mapPublicIpOnLaunch")) await setPublicAddresses(id, inputs, account);
        await retagEc2(id, inputs, changed, account, context, olds);
    },

    async delete(id, _, { ec2 }, context) {
        // Interfaces of a cluster or a database go a while after it.
        await insist(`subnet ${id}`, /DependencyViolation/, () => unlessGone(ec2.send(new DeleteSubnetCommand({ SubnetId: id }))), context, 20);
    },
};
