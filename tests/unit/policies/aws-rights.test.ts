import { iam } from "../../../policies/aws/iam";
import { tags } from "../../../policies/aws/tags";
import { UNKNOWN, violations } from "./judge";

describe("wildcards in IAM", () => {
    const judge = (...Statement: object[]) => violations(iam, "aws:iam/policy:Policy", { policy: JSON.stringify({ Version: "2012-10-17", Statement }) });
    const allow = (Action: string | string[], Resource: string | string[], more: object = {}) => ({ Effect: "Allow", Action, Resource, ...more });

    test.each([
        ["actions on named resources", allow(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::backups/*")],
        ["a wildcard with a reason", allow("ec2:Describe*", "*")],
        ["a token that AWS binds to nothing", allow("ecr:GetAuthorizationToken", "*")],
        ["everything that bears the tag", allow("ec2:DeleteVpc", "*", { Condition: { StringEquals: { "aws:ResourceTag/environment": "demo" } } })],
        ["a denial of everything", { Effect: "Deny", Action: "*", Resource: "*" }],
    ])("%s: may be", (_, statement) => expect(judge(statement)).toEqual([]));

    test.each([
        ["everything", allow("*", "*")],
        ["everything of a service", allow("s3:*", "arn:aws:s3:::backups")],
        ["an action on every resource", allow("s3:DeleteBucket", "*")],
        ["a condition that binds to no tag", allow("ec2:DeleteVpc", "*", { Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-3" } } })],
        ["a condition that denies a tag", allow("ec2:DeleteVpc", "*", { Condition: { StringNotEquals: { "aws:ResourceTag/environment": "demo" } } })],
        ["all but something", { Effect: "Allow", NotAction: "iam:*", Resource: "arn:aws:s3:::backups" }],
    ])("%s: may not be", (_, statement) => expect(judge(statement)).toHaveLength(1));

    test("in roles, too, and neither are AWS's own policies for administrators", () => {
        const everything = JSON.stringify({ Statement: { Effect: "Allow", Action: "*", Resource: "*" } });
        expect(violations(iam, "aws:iam/role:Role", { inlinePolicies: [{ name: "a", policy: everything }] })).toHaveLength(1);
        expect(violations(iam, "aws:iam/rolePolicy:RolePolicy", { policy: everything })).toHaveLength(1);
        const arn = "arn:aws:iam::aws:policy";
        expect(violations(iam, "aws:iam/rolePolicyAttachment:RolePolicyAttachment", { policyArn: `${arn}/AdministratorAccess` })).toHaveLength(1);
        expect(violations(iam, "aws:iam/rolePolicyAttachment:RolePolicyAttachment", { policyArn: `${arn}/AmazonEKSClusterPolicy` })).toEqual([]);
        expect(violations(iam, "aws:iam/role:Role", { managedPolicyArns: [`${arn}/AdministratorAccess`] })).toHaveLength(1);
    });

    test("a document that is not known yet is judged when it is", () => {
        expect(violations(iam, "aws:iam/policy:Policy", { policy: UNKNOWN })).toEqual(["unknown"]);
    });
});

describe("tags", () => {
    const all = { environment: "demo", owner: "x", expiry: "2027-01-31" };
    const type = "aws:ec2/vpc:Vpc";

    test("each resource bears all of them, by itself or through its provider", () => {
        expect(violations(tags, type, { tags: all })).toEqual([]);
        expect(violations(tags, type, { tags: { environment: "demo" } })).toEqual(['without the tags "owner", "expiry".']);
        expect(violations(tags, type, {})).toHaveLength(1);
        expect(violations(tags, type, { tags: { Name: "a" } }, {}, { defaultTags: { tags: all } })).toEqual([]);
        expect(violations(tags, type, {}, {}, { defaultTags: JSON.stringify({ tags: all }) })).toEqual([]);
    });

    test("types that take none are left alone, and so are other clouds", () => {
        expect(violations(tags, "aws:ec2/route:Route", {})).toEqual([]);
        expect(violations(tags, "docker:index/network:Network", {})).toEqual([]);
    });

    test("the keys are a setting", () => expect(violations(tags, type, { tags: all }, { mandatory: ["cohort"] })).toHaveLength(1));
});
