/** What no single resource type needs, but the work as a whole does. */
import type { Statement } from "./documents";

/** Services that may get a role of the environment, and nobody else. */
const SERVICES = ["ec2.amazonaws.com", "eks.amazonaws.com", "pods.eks.amazonaws.com", "monitoring.rds.amazonaws.com", "vpc-flow-logs.amazonaws.com"];

/** Services for which AWS makes a role of its own when the account uses them first. */
const LINKED = ["eks.amazonaws.com", "eks-nodegroup.amazonaws.com", "elasticache.amazonaws.com", "elasticloadbalancing.amazonaws.com", "rds.amazonaws.com", "spot.amazonaws.com"];

/** By service, the action that tags, which AWS also asks for when something is made with tags. */
const TAGGING: Readonly<Record<string, readonly string[]>> = {
    "acm:AddTagsToCertificate": ["acm:certificate/*"],
    "ecr:TagResource": ["ecr:repository/*"],
    "eks:TagResource": ["eks:*/*"],
    "elasticache:AddTagsToResource": ["elasticache:*:*"],
    "elasticloadbalancing:AddTags": ["elasticloadbalancing:loadbalancer/*", "elasticloadbalancing:targetgroup/*", "elasticloadbalancing:listener/*"],
    "rds:AddTagsToResource": ["rds:db:*", "rds:pg:*", "rds:subgrp:*", "rds:snapshot:*"],
    "wafv2:TagResource": ["wafv2:regional/webacl/*"],
};

/** @param made the actions of EC2 that make something */
export function commonStatements(made: readonly string[]): Statement[] {
    const own = { "aws:RequestTag/environment": "ENVIRONMENT" };
    return [
        {
            Sid: "Read",
            Effect: "Allow",
            Action: [
                "autoscaling:Describe*", "ec2:Describe*", "elasticloadbalancing:Describe*", "ecr:GetAuthorizationToken", "eks:DescribeAddonVersions", "iam:ListInstanceProfiles", "iam:ListOpenIDConnectProviders",
                "iam:ListPolicies", "iam:ListRoles", "kms:ListAliases", "logs:DescribeLogGroups", "rds:DescribeDBEngineVersions", "rds:DescribeOrderableDBInstanceOptions",
                "route53:GetChange", "route53:ListHostedZones", "sts:GetCallerIdentity", "tag:GetResources",
            ],
            Resource: "*",
        },
        // Whose a role is, its tags say: to find what is left, all have to be asked.
        { Sid: "ReadTags", Effect: "Allow", Action: ["iam:GetInstanceProfile", "iam:ListOpenIDConnectProviderTags", "iam:ListPolicyTags", "iam:ListRoleTags"], Resource: ["instance-profile", "oidc-provider", "policy", "role"].map((kind) => `arn:aws:iam::ACCOUNT:${kind}/*`) },
        { Sid: "MakeKeys", Effect: "Allow", Action: ["kms:CreateKey"], Resource: "*", Condition: { StringEquals: own } },
        { Sid: "MakeZones", Effect: "Allow", Action: ["route53:CreateHostedZone"], Resource: "*" },
        { Sid: "TagWhatIsMade", Effect: "Allow", Action: ["ec2:CreateTags"], Resource: "arn:aws:ec2:REGION:ACCOUNT:*/*", Condition: { StringEquals: { ...own, "ec2:CreateAction": made.map((action) => action.replace("ec2:", "")) } } },
        { Sid: "TagWhatIsThere", Effect: "Allow", Action: ["ec2:CreateTags", "ec2:DeleteTags"], Resource: "arn:aws:ec2:REGION:ACCOUNT:*/*", Condition: { StringEquals: { "aws:ResourceTag/environment": "ENVIRONMENT" } } },
        // Elsewhere AWS does not say whether something is being made; what bears another environment's tag cannot be taken over.
        { Sid: "Tag", Effect: "Allow", Action: Object.keys(TAGGING), Resource: Object.values(TAGGING).flat(), Condition: { StringEquals: own, StringEqualsIfExists: { "aws:ResourceTag/environment": "ENVIRONMENT" } } },
        { Sid: "PassRoles", Effect: "Allow", Action: ["iam:PassRole"], Resource: "arn:aws:iam::ACCOUNT:role/ENVIRONMENT-*", Condition: { StringEquals: { "iam:PassedToService": SERVICES } } },
        { Sid: "LetServicesHaveTheirRoles", Effect: "Allow", Action: ["iam:CreateServiceLinkedRole"], Resource: "arn:aws:iam::ACCOUNT:role/aws-service-role/*", Condition: { StringEquals: { "iam:AWSServiceName": LINKED } } },
        // The group that a VPC has from the start bears no tag yet; what bears another environment's is out of reach.
        { Sid: "CloseDefaultGroups", Effect: "Allow", Action: ["ec2:CreateTags", "ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress"], Resource: "arn:aws:ec2:REGION:ACCOUNT:security-group/*", Condition: { StringEqualsIfExists: { "aws:ResourceTag/environment": "ENVIRONMENT" } } },
        // RDS makes, rotates and deletes the secret of the database's owner in the name of whoever makes the database.
        { Sid: "LetRdsKeepItsSecret", Effect: "Allow", Action: ["secretsmanager:CreateSecret", "secretsmanager:TagResource", "secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue", "secretsmanager:RotateSecret"], Resource: "arn:aws:secretsmanager:REGION:ACCOUNT:secret:rds!*" },
    ];
}
