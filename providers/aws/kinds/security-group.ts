import {
    CreateSecurityGroupCommand,
    DeleteSecurityGroupCommand,
    DescribeSecurityGroupRulesCommand,
    DescribeSecurityGroupsCommand,
    RevokeSecurityGroupEgressCommand,
    RevokeSecurityGroupIngressCommand,
    type SecurityGroup,
} from "@aws-sdk/client-ec2";
import type { DefaultSecurityGroupState } from "@pulumi/aws/ec2/defaultSecurityGroup";
import type { SecurityGroupArgs, SecurityGroupState } from "@pulumi/aws/ec2/securityGroup";
import type { Properties } from "../../kit/types";
import type { Account } from "../account";
import type { Kind } from "../kind";
import { retagEc2, tagSpecifications } from "./ec2";
import { finish, insist, live, unlessGone, type Plain } from "./shared";
import { fromTagList } from "./tags";

const find = async (id: string, { ec2 }: Account): Promise<SecurityGroup | undefined> => (await unlessGone(ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }))))?.SecurityGroups?.[0];

/** Takes away the rules of one direction, or of both. */
async function revoke(id: string, { ec2 }: Account, directions = ["egress", "ingress"]): Promise<void> {
    const { SecurityGroupRules = [] } = await ec2.send(new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [id] }] }));
    for (const direction of directions) {
        const rules = SecurityGroupRules.filter(({ IsEgress }) => IsEgress === (direction === "egress")).map(({ SecurityGroupRuleId = "" }) => SecurityGroupRuleId);
        if (rules.length === 0) continue;
        const request = { GroupId: id, SecurityGroupRuleIds: rules };
        await (direction === "egress" ? ec2.send(new RevokeSecurityGroupEgressCommand(request)) : ec2.send(new RevokeSecurityGroupIngressCommand(request)));
    }
}

const described = (found: SecurityGroup) => ({
    arn: found.SecurityGroupArn,
    ownerId: found.OwnerId,
    name: found.GroupName,
    description: found.Description,
    vpcId: found.VpcId,
    ...fromTagList(found.Tags),
});

/** Its rules are resources of their own. */
export const securityGroup: Kind = {
    inputs: ["name", "vpcId", "description", "tags"],
    replacing: ["name", "vpcId", "description"],
    stable: ["arn", "ownerId"],
    defaults: { description: "Managed by Pulumi" },
    named: { by: "name", maxLength: 255 },

    async create(inputs, account) {
        const given: Plain<SecurityGroupArgs> = inputs;
        const request = { GroupName: given.name, VpcId: given.vpcId, Description: given.description, TagSpecifications: tagSpecifications("security-group", inputs) };
        const { GroupId } = await account.ec2.send(new CreateSecurityGroupCommand(request));
        // AWS lets everything out of a new group.
        return finish(GroupId!, inputs, "vpcId", () => revoke(GroupId!, account, ["egress"]));
    },

    async read(id, account) {
        const found = await find(id, account);
        return found && live<SecurityGroupState>(id, described(found));
    },

    update: retagEc2,

    async delete(id, _, { ec2 }, context) {
        await insist(`security group ${id}`, /DependencyViolation/, () => unlessGone(ec2.send(new DeleteSecurityGroupCommand({ GroupId: id }))), context, 15);
    },
};

async function findDefault(vpcId: unknown, { ec2 }: Account): Promise<SecurityGroup | undefined> {
    const Filters = [{ Name: "vpc-id", Values: [vpcId as string] }, { Name: "group-name", Values: ["default"] }];
    return (await ec2.send(new DescribeSecurityGroupsCommand({ Filters }))).SecurityGroups?.[0];
}

/** The rules that a program can give are none: more than that nobody needs of it. */
function requireNoRules({ ingress, egress }: Properties): void {
    for (const rules of [ingress, egress]) if ((rules as unknown[] | undefined)?.length) throw new Error("A default security group can only be emptied here: give rules to a group of your own.");
}

/** AWS makes it with the VPC, and deletes it with it. */
export const defaultSecurityGroup: Kind = {
    inputs: ["vpcId", "ingress", "egress", "tags"],
    replacing: ["vpcId"],
    stable: ["arn", "ownerId", "name", "description"],
    defaults: { ingress: [], egress: [] },

    async create(inputs, account, context) {
        requireNoRules(inputs);
        const id = (await findDefault(inputs["vpcId"], account))?.GroupId;
        if (!id) throw new Error(`VPC ${String(inputs["vpcId"])} has no default security group.`);
        return finish(id, inputs, "vpcId", async () => {
            await revoke(id, account);
            await retagEc2(id, inputs, new Set(["tagsAll"]), account, context, {});
        });
    },

    async read(id, account) {
        const found = await find(id, account);
        return found && live<DefaultSecurityGroupState>(id, { ...described(found), ingress: rules(found.IpPermissions), egress: rules(found.IpPermissionsEgress) });
    },

    async update(id, inputs, changed, account, context, olds) {
        requireNoRules(inputs);
        await revoke(id, account);
        await retagEc2(id, inputs, changed, account, context, olds);
    },

    delete: async () => undefined,
};

/** What somebody has put in, so that a refresh shows it. */
const rules = (permissions: SecurityGroup["IpPermissions"] = []) =>
    permissions.map(({ IpProtocol = "", FromPort = 0, ToPort = 0, IpRanges = [], UserIdGroupPairs = [] }) => ({
        protocol: IpProtocol,
        fromPort: FromPort,
        toPort: ToPort,
        cidrBlocks: IpRanges.map(({ CidrIp = "" }) => CidrIp),
        securityGroups: UserIdGroupPairs.map(({ GroupId = "" }) => GroupId),
    }));
