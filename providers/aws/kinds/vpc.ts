import {
    CreateVpcCommand,
    DeleteVpcCommand,
    DescribeNetworkAclsCommand,
    DescribeRouteTablesCommand,
    DescribeSecurityGroupsCommand,
    DescribeVpcAttributeCommand,
    DescribeVpcsCommand,
    ModifyVpcAttributeCommand,
    type VpcAttributeName,
} from "@aws-sdk/client-ec2";
import type { VpcArgs, VpcState } from "@pulumi/aws/ec2/vpc";
import type { Account } from "../account";
import type { Kind } from "../kind";
import { arnOf, retagEc2, tagSpecifications } from "./ec2";
import { finish, insist, live, reach, unlessGone, type Plain } from "./shared";
import { fromTagList } from "./tags";

type Given = Plain<VpcArgs>;

const find = async (id: string, { ec2 }: Account) => (await unlessGone(ec2.send(new DescribeVpcsCommand({ VpcIds: [id] }))))?.Vpcs?.[0];

/** AWS takes one a request. */
async function setAttributes(id: string, { enableDnsSupport, enableDnsHostnames }: Given, changed: (name: string) => boolean, { ec2 }: Account): Promise<void> {
    if (changed("enableDnsSupport")) await ec2.send(new ModifyVpcAttributeCommand({ VpcId: id, EnableDnsSupport: { Value: enableDnsSupport } }));
    if (changed("enableDnsHostnames")) await ec2.send(new ModifyVpcAttributeCommand({ VpcId: id, EnableDnsHostnames: { Value: enableDnsHostnames } }));
}

/** What AWS makes with each VPC. */
async function companions(id: string, { ec2 }: Account) {
    const inVpc = { Name: "vpc-id", Values: [id] };
    const [groups, tables, acls] = await Promise.all([
        ec2.send(new DescribeSecurityGroupsCommand({ Filters: [inVpc, { Name: "group-name", Values: ["default"] }] })),
        ec2.send(new DescribeRouteTablesCommand({ Filters: [inVpc, { Name: "association.main", Values: ["true"] }] })),
        ec2.send(new DescribeNetworkAclsCommand({ Filters: [inVpc, { Name: "default", Values: ["true"] }] })),
    ]);
    const table = tables.RouteTables?.[0]?.RouteTableId;
    return {
        defaultSecurityGroupId: groups.SecurityGroups?.[0]?.GroupId,
        mainRouteTableId: table,
        defaultRouteTableId: table,
        defaultNetworkAclId: acls.NetworkAcls?.[0]?.NetworkAclId,
    };
}

export const vpc: Kind = {
    inputs: ["cidrBlock", "enableDnsHostnames", "enableDnsSupport", "tags"],
    replacing: ["cidrBlock"],
    stable: ["arn", "ownerId", "defaultSecurityGroupId", "mainRouteTableId", "defaultRouteTableId", "defaultNetworkAclId"],
    defaults: { enableDnsSupport: true, enableDnsHostnames: false },

    async create(inputs, account, context) {
        const given: Given = inputs;
        const { Vpc } = await account.ec2.send(new CreateVpcCommand({ CidrBlock: given.cidrBlock, TagSpecifications: tagSpecifications("vpc", inputs) }));
        const id = Vpc!.VpcId!;
        return finish(id, inputs, "cidrBlock", async () => {
            const look = async () => { const found = await find(id, account); return found && { state: found.State }; };
            await reach({ what: `VPC ${id}`, state: "available", minutes: 10 }, look, context);
            await setAttributes(id, given, (name) => name in given, account);
        });
    },

    async read(id, account) {
        const found = await find(id, account);
        if (!found) return undefined;
        const attribute = (Attribute: VpcAttributeName) => account.ec2.send(new DescribeVpcAttributeCommand({ VpcId: id, Attribute }));
        const [support, hostnames, others] = await Promise.all([attribute("enableDnsSupport"), attribute("enableDnsHostnames"), companions(id, account)]);
        return live<VpcState>(id, {
            arn: arnOf(account, found.OwnerId, `vpc/${id}`),
            ownerId: found.OwnerId,
            cidrBlock: found.CidrBlock,
            instanceTenancy: found.InstanceTenancy,
            dhcpOptionsId: found.DhcpOptionsId,
            enableDnsSupport: support.EnableDnsSupport?.Value,
            enableDnsHostnames: hostnames.EnableDnsHostnames?.Value,
            ...others,
            ...fromTagList(found.Tags),
        });
    },

    async update(id, inputs, changed, account, context, olds) {
        await setAttributes(id, inputs, (name) => changed.has(name), account);
        await retagEc2(id, inputs, changed, account, context, olds);
    },

    async delete(id, _, { ec2 }, context) {
        await insist(`VPC ${id}`, /DependencyViolation/, () => unlessGone(ec2.send(new DeleteVpcCommand({ VpcId: id }))), context, 5);
    },
};
