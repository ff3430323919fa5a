/** Wildcards in IAM: which are allowed, and why. Whoever needs another one writes the reason down here. */
import type { Statement } from "./documents";

/** Actions that may stand in a statement for every resource ("*"), or that hold a wildcard themselves. */
export const REASONS: Readonly<Record<string, string>> = {
    "autoscaling:Describe*": "Reading only, and AWS takes no resource for it.",
    "ec2:Describe*": "Reading only, and AWS takes no resource for it.",
    "elasticloadbalancing:Describe*": "Reading only, and AWS takes no resource for it.",
    "ecr:GetAuthorizationToken": "One token for the registry of the account: AWS takes no resource for it.",
    "eks:DescribeAddonVersions": "Reading AWS's own catalogue: there is no resource of the account to name.",
    "iam:ListRoles": "Listing, to find what is left: AWS takes no resource for it.",
    "iam:ListInstanceProfiles": "Listing, to find what is left: AWS takes no resource for it.",
    "iam:ListOpenIDConnectProviders": "Listing, to find what is left: AWS takes no resource for it.",
    "iam:ListPolicies": "Listing, to find what is left: AWS takes no resource for it.",
    "kms:ListAliases": "Listing: AWS takes no resource for it.",
    "kms:CreateKey": "A key has no name before it exists; a condition asks for the environment's tag.",
    "logs:DescribeLogGroups": "Listing: AWS evaluates it against every log group of the region.",
    "rds:DescribeDBEngineVersions": "Reading AWS's own catalogue: there is no resource of the account to name.",
    "rds:DescribeOrderableDBInstanceOptions": "Reading AWS's own catalogue: there is no resource of the account to name.",
    "route53:ListHostedZones": "Listing: AWS takes no resource for it.",
    "route53:CreateHostedZone": "A zone has no name before it exists, and AWS takes no tag condition for its creation.",
    "route53:GetChange": "The changes of a zone have identifiers of their own, which nobody knows beforehand.",
    "sts:GetCallerIdentity": "Says who asks: AWS takes no resource for it.",
    "tag:GetResources": "Listing by tag, to find what is left: AWS takes no resource for it.",
};

/** Keys of conditions that bind a statement to what bears a tag: then "*" is no longer everything. */
const BY_TAG = /^(aws:(ResourceTag|RequestTag)\/|ec2:ResourceTag\/)/;

const boundByTag = ({ Condition }: Statement): boolean =>
    Object.entries(Condition ?? {}).some(([operator, keys]) => /^String(Equals|Like)$/.test(operator) && Object.keys(keys as object).some((key) => BY_TAG.test(key)));

const listOf = (value: string | readonly string[] | undefined): readonly string[] => [value ?? []].flat();

/** The wildcards of a statement for which nobody has written a reason down. */
export function wildcardsOf(statement: Statement): string[] {
    if (statement.Effect !== "Allow") return [];
    const { Action, NotAction, Resource, NotResource } = statement;
    const without: string[] = [];
    if (NotAction || NotResource) without.push("NotAction and NotResource allow whatever they do not name.");
    for (const action of listOf(Action)) {
        if (action in REASONS) continue;
        if (action.includes("*")) without.push(`the action "${action}" has no reason in policies/aws/wildcards.ts.`);
        else if (listOf(Resource).includes("*") && !boundByTag(statement)) {
            without.push(`"${action}" is allowed on every resource ("*"), without a tag as condition and without a reason in policies/aws/wildcards.ts.`);
        }
    }
    return without;
}
