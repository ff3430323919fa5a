import { CreateNatGatewayCommand, DeleteNatGatewayCommand, DescribeNatGatewaysCommand } from "@aws-sdk/client-ec2";
import type { NatGatewayArgs, NatGatewayState } from "@pulumi/aws/ec2/natGateway";
import type { Context } from "../../kit/types";
import type { Account } from "../account";
import type { Kind } from "../kind";
import { retagEc2, tagSpecifications } from "./ec2";
import { finish, live, reach, unlessGone, type Plain } from "./shared";
import { fromTagList } from "./tags";

/** AWS goes on to list a deleted one for an hour. */
async function find(id: string, { ec2 }: Account) {
    const found = (await unlessGone(ec2.send(new DescribeNatGatewaysCommand({ NatGatewayIds: [id] }))))?.NatGateways?.[0];
    return found?.State === "deleted" ? undefined : found;
}

async function look(id: string, account: Account) {
    const found = await find(id, account);
    return found && { state: found.State, reason: found.FailureMessage };
}

const available = (id: string, account: Account, context: Context) =>
    reach({ what: `NAT gateway ${id}`, state: "available", never: /failed|delet/, minutes: 10 }, () => look(id, account), context);

export const natGateway: Kind = {
    inputs: ["subnetId", "allocationId", "tags"],
    replacing: ["subnetId", "allocationId"],
    stable: ["networkInterfaceId", "privateIp", "publicIp"],

    async create(inputs, account, context) {
        const given: Plain<NatGatewayArgs> = inputs;
        const request = { SubnetId: given.subnetId, AllocationId: given.allocationId, TagSpecifications: tagSpecifications("natgateway", inputs) };
        const { NatGateway } = await account.ec2.send(new CreateNatGatewayCommand(request));
        const id = NatGateway!.NatGatewayId!;
        return finish(id, inputs, "subnetId", () => available(id, account, context));
    },

    async read(id, account) {
        const found = await find(id, account);
        if (!found) return undefined;
        const address = found.NatGatewayAddresses?.[0];
        return live<NatGatewayState>(id, {
            subnetId: found.SubnetId,
            vpcId: found.VpcId,
            connectivityType: found.ConnectivityType,
            allocationId: address?.AllocationId,
            associationId: address?.AssociationId,
            networkInterfaceId: address?.NetworkInterfaceId,
            privateIp: address?.PrivateIp,
            publicIp: address?.PublicIp,
            ...fromTagList(found.Tags),
        });
    },

    async update(id, inputs, changed, account, context, olds) {
        await available(id, account, context);
        await retagEc2(id, inputs, changed, account, context, olds);
    },

    async delete(id, _, account, context) {
        await unlessGone(account.ec2.send(new DeleteNatGatewayCommand({ NatGatewayId: id })));
        await reach({ what: `NAT gateway ${id}`, state: undefined, minutes: 30 }, () => look(id, account), context);
    },
};
