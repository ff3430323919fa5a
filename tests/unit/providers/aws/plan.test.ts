/** What the plugin for AWS says without an account: it foretells, and makes nothing. */
import { extractSchema } from "../../../../providers/aws/schema/extract";
import { call } from "../../../../providers/aws/functions";
import { awsPackage } from "../../../../providers/aws/package";
import { localEndpoint } from "../../../../providers/aws/place";
import { checkSettings, parseSettings } from "../../../../providers/aws/settings";
import { hasUnknown, UNKNOWN } from "../../../../providers/kit/properties";
import type { Context, Properties, ResourceType } from "../../../../providers/kit/types";
import * as path from "node:path";
import { ROOT } from "../../../../setup/paths";

const schema = extractSchema(path.join(ROOT, "node_modules/@pulumi/aws"));
const VPC = "aws:ec2/vpc:Vpc";
const BUCKET = "aws:s3/bucket:Bucket";
const CLUSTER = "aws:eks/cluster:Cluster";
const context = (type: string) => ({ type, name: "name", config: {} }) as Context;

async function planning(config: Properties = { region: "eu-west-3", defaultTags: '{"tags":{"environment":"demo"}}' }): Promise<(type: string) => ResourceType> {
    const plugin = awsPackage(schema);
    await plugin.configure!(config);
    return (type) => plugin.fallback!(type)!;
}

beforeEach(() => delete process.env["AWS_ENDPOINT_URL"]);

test("an account is one on this machine, or none", () => {
    expect(localEndpoint({ AWS_ENDPOINT_URL: "http://127.0.0.1:5000" })).toBe("http://127.0.0.1:5000");
    expect(localEndpoint({ AWS_ENDPOINT_URL: "http://localhost:5000" })).toBeDefined();
    for (const AWS_ENDPOINT_URL of [undefined, "", "nonsense", "https://ec2.eu-west-3.amazonaws.com", "http://127.0.0.1.example.org", "http://10.0.0.1:5000"]) expect(localEndpoint({ AWS_ENDPOINT_URL })).toBeUndefined();
});

test.each([VPC, BUCKET])("%s is not made, changed or removed where requests would leave this machine", async (type) => {
    const made = (await planning())(type);
    for (const operation of [made.create({ cidrBlock: "10.0.0.0/16" }, context(type)), made.update!("id", {}, {}, context(type), {}), made.delete("id", {}, context(type)), made.read!("id", context(type), {}, {})]) {
        await expect(operation).rejects.toThrow(/official/);
    }
});

test("a plan has what was given, the tags of the provider beside the resource's own, and nothing that AWS alone can say", async () => {
    const foretold = (await (await planning())(VPC).preview!({ cidrBlock: "10.0.0.0/16", tags: { Name: "net" } }, context(VPC), undefined)) as Properties;
    expect(foretold).toMatchObject({ cidrBlock: "10.0.0.0/16", tags: { Name: "net" }, tagsAll: { environment: "demo", Name: "net" }, arn: UNKNOWN, ownerId: UNKNOWN });
});

test("what no update changes is known in the plan of one", async () => {
    const state = { arn: "arn:aws:ec2:::vpc/1", cidrBlock: "10.0.0.0/16", dhcpOptionsId: "dopt-1" };
    const foretold = await (await planning())(VPC).preview!({ cidrBlock: "10.0.0.0/16" }, context(VPC), state);
    expect(foretold).toMatchObject({ arn: state.arn, dhcpOptionsId: UNKNOWN });
});

test("an output inside an input is unknown until it is there, and no drift afterwards", async () => {
    const cluster = (await planning())(CLUSTER);
    const inputs = { vpcConfig: { subnetIds: ["a"] } };
    expect(await cluster.preview!(inputs, context(CLUSTER), undefined)).toMatchObject({ vpcConfig: { subnetIds: ["a"], clusterSecurityGroupId: UNKNOWN } });
    const state = { vpcConfig: { subnetIds: ["a"], clusterSecurityGroupId: "sg-1", vpcId: "vpc-1" } };
    expect(await cluster.preview!(inputs, context(CLUSTER), state)).toMatchObject({ vpcConfig: { clusterSecurityGroupId: "sg-1" } });
});

test("a name that nobody gave has the resource's in it, stays, and goes when its prefix does", async () => {
    const ROLE = "aws:iam/role:Role";
    const role = (await planning())(ROLE);
    const named = (seed: number, inputs: Properties, olds?: Properties): Properties => {
        role.check!(inputs, { ...context(ROLE), randomSeed: new Uint8Array([seed]) } as Context, olds);
        return inputs;
    };
    const first = named(1, { namePrefix: "demo-" });
    expect(first["name"]).toMatch(/^demo-[0-9a-f]{7}$/);
    expect(named(2, { namePrefix: "demo-" }, first)["name"]).toBe(first["name"]);
    expect(named(2, { namePrefix: "other-" }, first)["name"]).toMatch(/^other-/);
    expect(named(1, {})["name"]).toMatch(/^name-[0-9a-f]{7}$/);
    expect(named(1, { namePrefix: "x".repeat(100) })["name"]).toHaveLength(64);
    expect(named(1, { name: "own" })["name"]).toBe("own");
});

test("other tags of the provider are a change of every resource that bears tags", async () => {
    const stale = async (type: string, tagsAll: object, inputs: Properties = {}) => (await planning())(type).stale!({ tagsAll }, inputs, context(type));
    expect(await stale(VPC, { environment: "demo" })).toEqual([]);
    expect(await stale(VPC, { environment: "other" })).toEqual(["tagsAll"]);
    expect(await stale(VPC, { environment: "other" }, { tags: UNKNOWN })).toEqual([]);
    expect(await stale("aws:ec2/route:Route", {})).toEqual([]);
});

test("functions answer a plan with what the engine takes, or say that there is no plan without them", async () => {
    const zones = await call("aws:index/getAvailabilityZones:getAvailabilityZones", { state: "available" }, "eu-west-3", undefined);
    expect(zones).toMatchObject({ state: "available", names: ["eu-west-3a", "eu-west-3b", "eu-west-3c"] });
    const image = await call("aws:ec2/getAmi:getAmi", {}, "eu-west-3", undefined);
    expect(hasUnknown([zones, image])).toBe(false);
    await expect(call("aws:secretsmanager/getSecretVersion:getSecretVersion", {}, "eu-west-3", undefined)).rejects.toThrow(/plans only/);
});

test("arguments of the provider are taken as the SDK sends them, and others refused by their names", () => {
    expect(parseSettings({ region: "eu-west-3", defaultTags: '{"tags":{"a":"b"}}', allowedAccountIds: '["1"]' })).toEqual({ region: "eu-west-3", defaultTags: { a: "b" }, allowedAccountIds: ["1"] });
    expect(checkSettings({ region: "eu-west-3", skipRegionValidation: "true" })).toEqual([]);
    expect(checkSettings({ accessKey: "secret" })).toEqual([{ property: "accessKey", reason: expect.stringContaining("credentials come from the environment") }]);
});
