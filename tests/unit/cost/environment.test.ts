import * as path from "node:path";
import { declaredApart } from "../../../cost/apart";
import type { Resource } from "../../../cost/charge";
import { costSentenceOf, estimateOf } from "../../../cost/environment";
import { costReport } from "../../../cost/report";
import { alone } from "./alone";
import { LESSON, REFERENCE, type Size } from "./program";

const FILE = path.join(__dirname, "declare-program.ts");

/** A first start loads the SDK in another process. */
jest.setTimeout(120_000);

alone();

describe("a program that is declared in a process of its own", () => {
    let lesson: Resource[];
    let reference: Resource[];
    beforeAll(async () => {
        const apart = (size: Size) => declaredApart(FILE, size);
        [lesson, reference] = await Promise.all([apart(LESSON), apart(REFERENCE)]);
    });

    test("answers all of its resources, with what AWS would have had to answer", () => {
        const found = lesson.find(({ name }) => name === "found");
        expect(found).toMatchObject({ type: "aws:ec2/instance:Instance", inputs: { ami: "ami-0", availabilityZone: "eu-west-3c" } });
        expect(lesson.filter(({ type }) => type === "aws:ec2/natGateway:NatGateway")).toHaveLength(1);
        expect(reference.filter(({ type }) => type === "aws:ec2/natGateway:NatGateway")).toHaveLength(3);
    });

    test("is told with the shipped prices: what has a source is summed, what has none is named", () => {
        const estimate = estimateOf({ profile: "lesson", region: "eu-west-3", resources: lesson });
        expect(estimate.missing.map(({ key }) => key).sort()).toEqual(["ECR/storage", "ElastiCache/valkey/cache.t4g.micro"]);
        expect(estimate.lines.find(({ key }) => key === "VPC/nat-gateway")).toMatchObject({
            usd: 0.05,
            shown: { date: "2026-10-09", address: expect.stringMatching(/^https:/) },
        });
        const month = Math.round(estimate.total.month * 100) / 100;
        expect(costSentenceOf("demo", estimate)).toBe(
            `demo (profile lesson) costs at least $${estimate.total.hour.toFixed(2)} an hour, $${estimate.total.day.toFixed(2)} a day, $${month.toFixed(2)} a month on AWS in eu-west-3; "./plateau cost --env demo" shows of what.`,
        );
        expect(costReport("demo", estimate)).toContain("ElastiCache/valkey/cache.t4g.micro × 1");
    });

    test("costs more in the profile reference", () => {
        const of = (resources: Resource[]) => estimateOf({ profile: "lesson", region: "eu-west-3", resources }).total.month;
        expect(of(reference)).toBeGreaterThan(of(lesson));
    });
});

test("a program that fails is told with what it said", async () => {
    await expect(declaredApart(FILE, { ...LESSON, fault: "no such zone" })).rejects.toMatchObject({ output: expect.stringContaining("no such zone") });
});
