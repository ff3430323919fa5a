import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import type { Resource } from "../../../cost/charge";
import { CHARGES } from "../../../cost/charges/all";
import { declare } from "../../../infra/declared/program";
import { assumptionsOf, estimate } from "../../../cost/estimate";
import type { PriceTable, Unit } from "../../../cost/prices";
import { costReport, costSentence } from "../../../cost/report";
import { LESSON, program, REFERENCE } from "./program";

const TODAY = new Date("2026-11-27");
const REGION = "eu-west-3";

/** One figure for everything that the small program is charged for: figures that are easy to add, not AWS's. */
const UNITS: Readonly<Record<string, Unit>> = {
    "CloudWatch/alarm": "month",
    "CloudWatch/logs-ingested": "GB",
    "CloudWatch/logs-stored": "GB-month",
    "EBS/gp3": "GB-month",
    "EC2/on-demand/t3.medium": "hour",
    "EC2/on-demand/t3.micro": "hour",
    "EC2/spot/t3.medium": "hour",
    "ECR/storage": "GB-month",
    "EKS/cluster": "hour",
    "ELB/application": "hour",
    "ELB/application-capacity": "LCU-hour",
    "ElastiCache/valkey/cache.t4g.micro": "hour",
    "KMS/key": "month",
    "RDS/postgres-multi-az/db.t4g.micro": "hour",
    "RDS/postgres/db.t4g.micro": "hour",
    "RDS/storage-multi-az/gp3": "GB-month",
    "RDS/storage/gp3": "GB-month",
    "Route53/zone": "month",
    "S3/standard": "GB-month",
    "SecretsManager/secret": "month",
    "VPC/data-out": "GB",
    "VPC/interface-endpoint": "hour",
    "VPC/interface-endpoint-data": "GB",
    "VPC/nat-gateway": "hour",
    "VPC/nat-gateway-data": "GB",
    "VPC/public-ipv4": "hour",
    "WAF/rule": "month",
    "WAF/web-acl": "month",
};

const table = (without: readonly string[] = [], date = "2026-10-01"): PriceTable => ({
    sources: { test: { address: "https://prices.example", date, says: "a test" } },
    prices: Object.entries(UNITS)
        .filter(([key]) => !without.includes(key))
        .map(([key, unit]) => ({ key, unit, region: REGION, usd: 1, source: "test" })),
});

let lesson: Resource[];
let reference: Resource[];
beforeAll(async () => {
    lesson = await declare(() => program(LESSON));
    reference = await declare(() => program(REFERENCE));
});

/** Without the type that the estimate does not know. */
const known = (resources: readonly Resource[]) => resources.filter(({ type }) => type !== "aws:sqs/queue:Queue");

/** Quantity of every line, by key. */
const quantities = (resources: readonly Resource[]) =>
    Object.fromEntries(estimate(resources, [table()], REGION, TODAY).lines.map(({ key, quantity }) => [key, quantity]));

const ALIKE = {
    "CloudWatch/alarm": 1,
    "CloudWatch/logs-ingested": 5,
    "CloudWatch/logs-stored": 5,
    "EC2/on-demand/t3.micro": 1,
    "ECR/storage": 5,
    "EKS/cluster": 1,
    "ELB/application": 1,
    "ELB/application-capacity": 730,
    "KMS/key": 1,
    "Route53/zone": 1,
    "S3/standard": 10,
    "SecretsManager/secret": 2, // the database's, and the application's
    "VPC/data-out": 10,
    "VPC/interface-endpoint-data": 20,
    "WAF/rule": 1,
    "WAF/web-acl": 1,
};

test.each<[string, () => Resource[], Record<string, number>]>([
    [
        "lesson",
        () => lesson,
        {
            "EBS/gp3": 2 * 30 + 8 + 50,
            "EC2/spot/t3.medium": 2,
            "ElastiCache/valkey/cache.t4g.micro": 1,
            "RDS/postgres/db.t4g.micro": 1,
            "RDS/storage/gp3": 20,
            "VPC/interface-endpoint": 2,
            "VPC/nat-gateway": 1,
            "VPC/nat-gateway-data": 20,
            "VPC/public-ipv4": 2, // the gateway's, and the load balancer's
        },
    ],
    [
        "reference",
        () => reference,
        {
            "EBS/gp3": 3 * 30 + 8 + 50,
            "EC2/on-demand/t3.medium": 3,
            "ElastiCache/valkey/cache.t4g.micro": 2,
            "RDS/postgres-multi-az/db.t4g.micro": 1,
            "RDS/storage-multi-az/gp3": 20,
            "VPC/interface-endpoint": 6,
            "VPC/nat-gateway": 3,
            "VPC/nat-gateway-data": 20,
            "VPC/public-ipv4": 6,
        },
    ],
])("the resources of %s are counted from the graph", (_, resources, own) => {
    expect(quantities(resources())).toEqual({ ...ALIKE, ...Object.fromEntries(Object.entries(own).map(([key, n]) => [key, expect.closeTo(n, 9)])) });
});

test("what runs costs 730 hours a month, what is used its price, and an hour is a 730th of both", () => {
    const { lines, total } = estimate(lesson, [table()], REGION, TODAY);
    const line = (key: string) => lines.find((l) => l.key === key)!;
    expect(line("EC2/spot/t3.medium")).toMatchObject({ hour: 2, day: 48, month: 1460 });
    expect(line("KMS/key")).toMatchObject({ hour: expect.closeTo(1 / 730, 9), day: expect.closeTo(24 / 730, 9), month: 1 });
    const hours = lines.filter(({ unit }) => unit === "hour").reduce((sum, { quantity }) => sum + quantity, 0);
    const others = lines.filter(({ unit }) => unit !== "hour").reduce((sum, { quantity }) => sum + quantity, 0);
    expect(total.month).toBeCloseTo(hours * 730 + others, 6);
    expect(total.day).toBeCloseTo(total.hour * 24, 6);
});

test("a price that is missing is named with its quantity, and makes the sum a lower bound", () => {
    const all = estimate(known(lesson), [table()], REGION, TODAY);
    const some = estimate(known(lesson), [table(["EKS/cluster", "EBS/gp3"])], REGION, TODAY);
    expect(some.missing).toEqual(expect.arrayContaining([{ key: "EKS/cluster", quantity: 1 }, { key: "EBS/gp3", quantity: 118 }]));
    expect(some.missing).toHaveLength(2);
    expect(some.lowerBound).toBe(true);
    expect(all.total.month - some.total.month).toBeCloseTo(730 + 118, 6);
    expect(costSentence(some)).toMatch(/^at least \$/);
});

test("without any price nothing is invented: everything is missing, the sum is nothing at least", () => {
    const none = estimate(lesson, [], REGION, TODAY);
    expect(none.lines).toEqual([]);
    expect(none.missing.map(({ key }) => key).sort()).toEqual(Object.keys(quantities(lesson)).sort());
    expect(none).toMatchObject({ lowerBound: true, total: { hour: 0, day: 0, month: 0 } });
    expect(costReport("demo", none)).toContain("EKS/cluster × 1");
});

test("a type that is not known is named, and never taken for free", () => {
    const { notEstimated, free, lowerBound } = estimate(lesson, [table()], REGION, TODAY);
    expect(notEstimated).toEqual({ "aws:sqs/queue:Queue": 1 });
    expect(free).toEqual({ "aws:ec2/launchTemplate:LaunchTemplate": 1, "aws:ec2/subnet:Subnet": 1, "aws:ec2/vpc:Vpc": 1, "aws:ec2/vpcEndpoint:VpcEndpoint": 1 });
    expect(lowerBound).toBe(true);
});

test("with every price and every type known, the sum is no lower bound", () => {
    const whole = estimate(known(lesson), [table()], REGION, TODAY);
    expect(whole).toMatchObject({ lowerBound: false, missing: [], unclear: {}, notEstimated: {} });
    expect(costSentence(whole)).toMatch(/^\$/);
});

test("what the program leaves open is named", () => {
    const open: Resource[] = [
        { type: "aws:ec2/instance:Instance", name: "server", inputs: { instanceType: "t3.micro" } },
        { type: "aws:eks/nodeGroup:NodeGroup", name: "nodes", inputs: { scalingConfig: { desiredSize: 2 } } },
        { type: "aws:lb/loadBalancer:LoadBalancer", name: "front", inputs: {} },
        { type: "aws:sns/topic:Topic", name: "budget", inputs: {} },
    ];
    const { unclear, lowerBound } = estimate(open, [table()], REGION, TODAY);
    expect(unclear).toEqual({ "a disk whose size or type is its image's": 2, "the messages of a notification topic": 1, "the public addresses of a load balancer": 1, "the type of the nodes": 1 });
    expect(lowerBound).toBe(true);
});

test("resources of other providers cost nothing at AWS", () => {
    const others: Resource[] = [{ type: "kubernetes:core/v1:Namespace", name: "prod", inputs: {} }];
    expect(estimate(others, [table()], REGION, TODAY)).toMatchObject({ lines: [], lowerBound: false, notEstimated: {}, free: {} });
});

test("old figures are used, and the estimate says where they are from", () => {
    const old = estimate(lesson, [table([], "2025-11-26")], REGION, TODAY);
    expect(old.old).toEqual([{ address: "https://prices.example", date: "2025-11-26" }]);
    expect(costReport("demo", old)).toMatch(/older than 12 months, from:\n {2}2025-11-26 https:\/\/prices\.example/);
    expect(estimate(lesson, [table([], "2025-11-27")], REGION, TODAY).old).toEqual([]);
});

test("the report says what it stands on: every assumption, every source, the sum", () => {
    const whole = estimate(reference, [table()], REGION, TODAY);
    const text = costReport("demo", whole);
    expect(assumptionsOf(whole)).toHaveLength(8);
    for (const { amount, unit, name } of assumptionsOf(whole)) expect(text).toContain(`${amount} ${unit} ${name}`);
    expect(text).toContain("2026-10-01 https://prices.example");
    expect(text).toMatch(new RegExp(`^total, at least +${whole.total.hour.toFixed(2)} +${whole.total.day.toFixed(2)} +${whole.total.month.toFixed(2)}$`, "m"));
});

test("every known type is one that the SDK has", () => {
    const sdk = path.dirname(require.resolve("@pulumi/aws/package.json"));
    for (const type of Object.keys(CHARGES)) {
        const file = path.join(sdk, `${type.split(":")[1]}.js`);
        expect([type, existsSync(file)]).toEqual([type, true]);
        expect(readFileSync(file, "utf8")).toContain(`'${type}'`);
    }
});
