import { AttachInternetGatewayCommand, CreateInternetGatewayCommand, DeleteInternetGatewayCommand, DescribeInternetGatewaysCommand, DetachInternetGatewayCommand } from "@aws-sdk/client-ec2";
import type { InternetGatewayState } from "@pulumi/aws/ec2/internetGateway";
import type { Context } from "../../kit/types";
import type { Account } from "../account";
import type { Kind } from "../kind";
import { arnOf, retagEc2, tagSpecifications } from "./ec2";
import { finish, insist, live, unless, unlessGone } from "./shared";
import { fromTagList } from "./tags";

const find = async (id: string, { ec2 }: Account) => (await unlessGone(ec2.send(new DescribeInternetGatewaysCommand({ InternetGatewayIds: [id] }))))?.InternetGateways?.[0];

const attach = (id: string, vpcId: unknown, { ec2 }: Account) => ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: id, VpcId: vpcId as string }));

/** Public addresses in the VPC hold it: they go with the NAT gateways and servers that have them. */
const detach = (id: string, vpcId: unknown, { ec2 }: Account, context: Context) =>
    insist(`internet gateway ${id}`, /DependencyViolation/, () => unless(/NotFound|NotAttached/, ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId: id, VpcId: vpcId as string }))), context, 20);

export const internetGateway: Kind = {
    inputs: ["vpcId", "tags"],
    replacing: [],
    stable: ["arn", "ownerId"],

    async create(inputs, account) {
        const { InternetGateway } = await account.ec2.send(new CreateInternetGatewayCommand({ TagSpecifications: tagSpecifications("internet-gateway", inputs) }));
        const id = InternetGateway!.InternetGatewayId!;
        return finish(id, inputs, "vpcId", async () => {
            if (inputs["vpcId"]) await attach(id, inputs["vpcId"], account);
        });
    },

    async read(id, account) {
        const found = await find(id, account);
        return found && live<InternetGatewayState>(id, {
            arn: arnOf(account, found.OwnerId, `internet-gateway/${id}`),
            ownerId: found.OwnerId,
            vpcId: found.Attachments?.[0]?.VpcId,
            ...fromTagList(found.Tags),
        });
    },

    async update(id, inputs, changed, account, context, olds) {
        const attached = (await find(id, account))?.Attachments?.[0]?.VpcId;
        if (attached !== inputs["vpcId"]) {
            if (attached) await detach(id, attached, account, context);
            if (inputs["vpcId"]) await attach(id, inputs["vpcId"], account);
        }
        await retagEc2(id, inputs, changed, account, context, olds);
    },

    async delete(id, _, account, context) {
        const attached = (await find(id, account))?.Attachments?.[0]?.VpcId;
        if (attached) await detach(id, attached, account, context);
        await unlessGone(account.ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId: id })));
    },
};
