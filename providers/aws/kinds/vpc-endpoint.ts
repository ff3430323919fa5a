import { CreateVpcEndpointCommand, DeleteVpcEndpointsCommand, DescribeVpcEndpointsCommand, ModifyVpcEndpointCommand, type VpcEndpointType } from "@aws-sdk/client-ec2";
import type { VpcEndpointArgs, VpcEndpointState } from "@pulumi/aws/ec2/vpcEndpoint";
import type { Context } from "../../kit/types";
import type { Account } from "../account";
import type { Kind } from "../kind";
import { arnOf, retagEc2, tagSpecifications } from "./ec2";
import { difference, finish, inOrder, live, reach, unlessGone, type Plain } from "./shared";
import { fromTagList } from "./tags";

type Given = Plain<VpcEndpointArgs>;

async function find(id: string, { ec2 }: Account) {
    const found = (await unlessGone(ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [id] }))))?.VpcEndpoints?.[0];
    return found?.State?.toLowerCase() === "deleted" ? undefined : found;
}

/** AWS's documentation has other cases than its answers. */
async function look(id: string, account: Account) {
    const found = await find(id, account);
    return found && { state: found.State?.toLowerCase(), reason: found.LastError?.Message };
}

const available = (id: string, account: Account, context: Context) =>
    reach({ what: `VPC endpoint ${id}`, state: "available", never: /failed|rejected|expired|delet/, minutes: 10 }, () => look(id, account), context);

export const vpcEndpoint: Kind = {
    inputs: ["vpcId", "serviceName", "vpcEndpointType", "routeTableIds", "subnetIds", "securityGroupIds", "privateDnsEnabled", "tags"],
    replacing: ["vpcId", "serviceName", "vpcEndpointType"],
    stable: ["arn", "ownerId"],
    defaults: { vpcEndpointType: "Gateway" },

    async create(inputs, account, context) {
        const given: Given = inputs;
        const { VpcEndpoint } = await account.ec2.send(
            new CreateVpcEndpointCommand({
                VpcId: given.vpcId,
                ServiceName: given.serviceName,
                VpcEndpointType: given.vpcEndpointType as VpcEndpointType,
                RouteTableIds: given.routeTableIds,
                SubnetIds: given.subnetIds,
                SecurityGroupIds: given.securityGroupIds,
                PrivateDnsEnabled: given.privateDnsEnabled,
                TagSpecifications: tagSpecifications("vpc-endpoint", inputs),
            }),
        );
        const id = VpcEndpoint!.VpcEndpointId!;
        return finish(id, inputs, "vpcId", () => available(id, account, context));
    },

    async read(id, account, _, state = {}) {
        const found = await find(id, account);
        return found && live<VpcEndpointState>(id, {
            arn: arnOf(account, found.OwnerId, `vpc-endpoint/${id}`),
            ownerId: found.OwnerId,
            vpcId: found.VpcId,
            serviceName: found.ServiceName,
            vpcEndpointType: found.VpcEndpointType,
            routeTableIds: inOrder(found.RouteTableIds ?? [], state["routeTableIds"]),
            subnetIds: inOrder(found.SubnetIds ?? [], state["subnetIds"]),
            securityGroupIds: inOrder((found.Groups ?? []).map(({ GroupId = "" }) => GroupId), state["securityGroupIds"]),
            privateDnsEnabled: found.PrivateDnsEnabled,
            networkInterfaceIds: found.NetworkInterfaceIds,
            dnsEntries: found.DnsEntries?.map(({ DnsName = "", HostedZoneId = "" }) => ({ dnsName: DnsName, hostedZoneId: HostedZoneId })),
            state: found.State,
            ...fromTagList(found.Tags),
        });
    },

    async update(id, inputs, changed, account, context, olds) {
        const given: Given = inputs;
        const old: Given = olds;
        if (["routeTableIds", "subnetIds", "securityGroupIds", "privateDnsEnabled"].some((name) => changed.has(name))) {
            const tables = difference(old.routeTableIds, given.routeTableIds);
            const subnets = difference(old.subnetIds, given.subnetIds);
            const groups = difference(old.securityGroupIds, given.securityGroupIds);
            await account.ec2.send(
                new ModifyVpcEndpointCommand({
                    VpcEndpointId: id,
                    AddRouteTableIds: tables.added,
                    RemoveRouteTableIds: tables.removed,
                    AddSubnetIds: subnets.added,
                    RemoveSubnetIds: subnets.removed,
                    AddSecurityGroupIds: groups.added,
                    RemoveSecurityGroupIds: groups.removed,
                    ...(changed.has("privateDnsEnabled") && { PrivateDnsEnabled: given.privateDnsEnabled }),
                }),
            );
        }
        await available(id, account, context);
        await retagEc2(id, inputs, changed, account, context, olds);
    },

    async delete(id, _, account, context) {
        const answer = await unlessGone(account.ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [id] })));
        const refusal = answer?.Unsuccessful?.[0]?.Error;
        if (refusal && !refusal.Code?.includes("NotFound")) throw new Error(refusal.Message);
        await reach({ what: `VPC endpoint ${id}`, state: undefined, minutes: 10 }, () => look(id, account), context);
    },
};
