import type { ResourceValidationPolicy } from "@pulumi/policy";
import { byType, items, type Properties } from "../reading";
import { readDocument } from "./documents";
import { wildcardsOf } from "./wildcards";

/** AWS's own policies that give everything, or nearly so. */
const TOO_MUCH = /\/(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/;

const documentOf = (resource: Properties, report: (message: string) => void): void => {
    for (const statement of readDocument(resource["policy"])) wildcardsOf(statement).forEach(report);
};

const attachment = (resource: Properties, report: (message: string) => void): void => {
    const arn = String(resource["policyArn"]);
    if (TOO_MUCH.test(arn)) report(`${arn} is attached, which allows nearly everything.`);
};

export const iam: ResourceValidationPolicy = {
    name: "iam-wildcards",
    description: "No wildcard in IAM without a written reason, in policies/aws/wildcards.ts (CIS AWS Foundations 3.0.0, 1.16; ANSSI, Guide d'hygiène informatique, mesure 9).",
    validateResource: byType({
        "aws:iam/policy:Policy": documentOf,
        "aws:iam/rolePolicy:RolePolicy": documentOf,
        "aws:iam/userPolicy:UserPolicy": documentOf,
        "aws:iam/groupPolicy:GroupPolicy": documentOf,
        "aws:iam/role:Role": (role, report) => {
            for (const inline of items<Properties>(() => role["inlinePolicies"])) documentOf(inline, report);
            for (const arn of items<string>(() => role["managedPolicyArns"])) attachment({ policyArn: arn }, report);
        },
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment": attachment,
        "aws:iam/userPolicyAttachment:UserPolicyAttachment": attachment,
        "aws:iam/policyAttachment:PolicyAttachment": attachment,
    }),
};
