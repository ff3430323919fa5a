import {
    AuthorizeSecurityGroupEgressCommand,
    AuthorizeSecurityGroupIngressCommand,
    DescribeSecurityGroupRulesCommand,
    ModifySecurityGroupRulesCommand,
    RevokeSecurityGroupEgressCommand,
    RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import type { SecurityGroupIngressRuleArgs, SecurityGroupIngressRuleState } from "@pulumi/aws/vpc/securityGroupIngressRule";
import type { Kind } from "../kind";
import { retagEc2, tagSpecifications } from "./ec2";
import { live, unlessGone, type Plain } from "./shared";
import { fromTagList } from "./tags";

const CONTENT = ["description", "cidrIpv4", "referencedSecurityGroupId", "ipProtocol", "fromPort", "toPort"] as const;

/** The other direction has the same arguments and the same state. */
function rule(isEgress: boolean): Kind {
    return {
        inputs: ["securityGroupId", ...CONTENT, "tags"],
        replacing: ["securityGroupId"],
        stable: ["arn", "securityGroupRuleId"],

        async create(inputs, { ec2 }) {
            const given: Plain<SecurityGroupIngressRuleArgs> = inputs;
            const Description = given.description;
            const request = {
                GroupId: given.securityGroupId,
                IpPermissions: [{
                    IpProtocol: given.ipProtocol,
                    FromPort: given.fromPort,
                    ToPort: given.toPort,
                    ...(given.cidrIpv4 && { IpRanges: [{ CidrIp: given.cidrIpv4, Description }] }),
                    ...(given.referencedSecurityGroupId && { UserIdGroupPairs: [{ GroupId: given.referencedSecurityGroupId, Description }] }),
                }],
                TagSpecifications: tagSpecifications("security-group-rule", inputs),
            };
            const { SecurityGroupRules } = await (isEgress ? ec2.send(new AuthorizeSecurityGroupEgressCommand(request)) : ec2.send(new AuthorizeSecurityGroupIngressCommand(request)));
            return SecurityGroupRules![0]!.SecurityGroupRuleId!;
        },

        async read(id, { ec2 }) {
            const found = (await unlessGone(ec2.send(new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: [id] }))))?.SecurityGroupRules?.[0];
            if (!found) return undefined;
            const any = found.IpProtocol === "-1"; // AWS answers -1 for the ports, too
            return live<SecurityGroupIngressRuleState>(id, {
                arn: found.SecurityGroupRuleArn,
                securityGroupRuleId: id,
                securityGroupId: found.GroupId,
                description: found.Description,
                cidrIpv4: found.CidrIpv4,
                referencedSecurityGroupId: found.ReferencedGroupInfo?.GroupId,
                ipProtocol: found.IpProtocol,
                fromPort: any ? undefined : found.FromPort,
                toPort: any ? undefined : found.ToPort,
                ...fromTagList(found.Tags),
            });
        },

        async update(id, inputs, changed, account, context, olds) {
            const given: Plain<SecurityGroupIngressRuleArgs> = inputs;
            if (CONTENT.some((name) => changed.has(name))) {
                const SecurityGroupRule = {
                    Description: given.description,
                    CidrIpv4: given.cidrIpv4,
                    ReferencedGroupId: given.referencedSecurityGroupId,
                    IpProtocol: given.ipProtocol,
                    FromPort: given.fromPort ?? -1,
                    ToPort: given.toPort ?? -1,
                };
                await account.ec2.send(new ModifySecurityGroupRulesCommand({ GroupId: given.securityGroupId, SecurityGroupRules: [{ SecurityGroupRuleId: id, SecurityGroupRule }] }));
            }
            await retagEc2(id, inputs, changed, account, context, olds);
        },

        async delete(id, state, { ec2 }) {
            const request = { GroupId: state["securityGroupId"] as string, SecurityGroupRuleIds: [id] };
            await unlessGone<unknown>(isEgress ? ec2.send(new RevokeSecurityGroupEgressCommand(request)) : ec2.send(new RevokeSecurityGroupIngressCommand(request)));
        },
    };
}

export const securityGroupIngressRule = rule(false);
export const securityGroupEgressRule = rule(true);
