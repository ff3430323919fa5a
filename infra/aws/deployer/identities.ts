import type { Subject } from "./types";

const ROLES = ["arn:aws:iam::ACCOUNT:role/ENVIRONMENT-*"];

/** Roles of the environment. Their names begin with its own; a role that another one made cannot be passed on. */
export const identities: Subject = {
    name: "identities",
    boundBy: "name",
    types: {
        "aws:iam/role:Role": { create: ["iam:CreateRole"], change: ["iam:UpdateRole", "iam:UpdateAssumeRolePolicy", "iam:DeleteRole", "iam:TagRole", "iam:UntagRole"], read: ["iam:GetRole", "iam:ListRolePolicies", "iam:ListAttachedRolePolicies", "iam:ListInstanceProfilesForRole", "iam:ListRoleTags"], about: ROLES },
        "aws:iam/rolePolicy:RolePolicy": { change: ["iam:PutRolePolicy", "iam:DeleteRolePolicy"], read: ["iam:GetRolePolicy"], about: ROLES },
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment": { change: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"], about: ROLES },
        "aws:iam/policy:Policy": { create: ["iam:CreatePolicy"], change: ["iam:CreatePolicyVersion", "iam:DeletePolicyVersion", "iam:DeletePolicy", "iam:TagPolicy", "iam:UntagPolicy"], read: ["iam:GetPolicy", "iam:GetPolicyVersion", "iam:ListPolicyVersions", "iam:ListPolicyTags"], about: ["arn:aws:iam::ACCOUNT:policy/ENVIRONMENT-*"] },
    },
};
