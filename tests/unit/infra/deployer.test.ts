/** The rights of the one who deploys: enough lines for the program, no more than can be justified, and within IAM's limits. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { deployerPolicies, SUBJECTS, type Statement } from "../../../infra/aws/deployer/documents";
import { REASONS, wildcardsOf } from "../../../policies/aws/wildcards";

const ROOT = path.join(__dirname, "../../..");
const policies = deployerPolicies({ environment: "demo", region: "eu-west-3", account: "123456789012" });
const statements = Object.values(policies).flatMap(({ Statement }) => Statement);
const lines = Object.assign({}, ...SUBJECTS.map(({ types }) => types)) as (typeof SUBJECTS)[number]["types"];

test.each(Object.keys(lines))("%s is a type of the SDK, and its line allows something", (token) => {
    const [, module = "", name = ""] = /^aws:(\w+)\/(\w+):/.exec(token) ?? [];
    expect(readFileSync(path.join(ROOT, "node_modules/@pulumi/aws", module, `${name}.js`), "utf8")).toContain(`__pulumiType = '${token}'`);
    const { create = [], change = [], read = [] } = lines[token]!;
    expect(create.length + change.length + read.length).toBeGreaterThan(0);
});

test("no wildcard is without a reason, and no reason without a use", () => {
    expect(statements.flatMap((statement) => wildcardsOf(statement))).toEqual([]);
    const used = new Set<string>(statements.filter(({ Resource }) => Resource === "*").flatMap(({ Action }) => Action));
    expect([...used].filter((action) => !(action in REASONS))).toEqual([]);
    expect(Object.keys(REASONS).filter((action) => !used.has(action))).toEqual([]);
});

test("each policy fits into IAM, and a role can have all of them", () => {
    for (const policy of Object.values(policies)) expect(JSON.stringify(policy).length).toBeLessThanOrEqual(6144);
    expect(Object.keys(policies).length).toBeLessThanOrEqual(10);
    for (const { Statement } of Object.values(policies)) expect(new Set(Statement.map(({ Sid }) => Sid)).size).toBe(Statement.length);
});

test("what changes something is bound to the environment: by tag, by name, or by the services that it is for", () => {
    const bound = ({ Condition, Resource }: Statement) =>
        Object.values(Condition ?? {}).some((keys) => Object.keys(keys).some((key) => /^(aws:(ResourceTag|RequestTag)\/environment|iam:(PassedToService|AWSServiceName))$/.test(key))) ||
        [Resource].flat().every((arn) => /[:/](eks-)?demo[-/]|[:/]demo$/.test(arn));
    const free = statements.filter((statement) => !bound(statement) && !statement.Sid.startsWith("Read"));
    expect(free.map(({ Sid }) => Sid).sort()).toEqual(["ChangeRoute53", "LetRdsKeepItsSecret", "MakeBesidesEc2", "MakeBesidesRds", "MakeZones"]); // each has its reason in its file
    const tag = statements.flatMap(({ Condition }) => Object.values(Condition ?? {})).flatMap((keys) => keys["aws:ResourceTag/environment"] ?? []);
    expect(new Set(tag)).toEqual(new Set(["demo"])); // whole, never a pattern
});

test("every ARN is whole, and regional ones name the region and the account", () => {
    const arns = statements.flatMap(({ Resource }) => [Resource].flat()).filter((arn) => arn !== "*");
    for (const arn of arns) expect(arn).toMatch(/^arn:aws:(s3:::|route53:::|(iam|budgets)::123456789012:|ec2:eu-west-3::image\/|[a-z0-9]+:eu-west-3:123456789012:)\S+$/);
    expect(JSON.stringify(policies)).not.toMatch(/ENVIRONMENT|REGION|ACCOUNT/);
});

/** Rights that are no request of their own. */
const NO_REQUEST = ["iam:PassRole"];

test.each(["ec2", "iam", "kms", "sts"])("the actions of %s are requests that it knows", (service) => {
    const client = createRequire(__filename)(`@aws-sdk/client-${service}`) as Record<string, unknown>;
    const actions = [...new Set(statements.flatMap(({ Action }) => Action))].filter((action) => action.startsWith(`${service}:`) && !action.includes("*") && !NO_REQUEST.includes(action));
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter((action) => !(`${action.split(":")[1]}Command` in client))).toEqual([]);
});
