/**
 * The life of an environment under the plugin for AWS: the real engine, the unchanged SDK, the target's own parts, and an
 * account on the loopback. The tests of a group go on where the one before them stopped.
 */
import * as ec2 from "@aws-sdk/client-ec2";
import * as eks from "@aws-sdk/client-eks";
import * as iam from "@aws-sdk/client-iam";
import * as kms from "@aws-sdk/client-kms";
import * as rds from "@aws-sdk/client-rds";
import { PLUGIN_KIND, whose } from "../plugins";
import { USER_DATA, type Lab } from "./aws-plugin/programs";
import { attempt } from "./command";
import { requireLoopback, startAccount, type Account } from "./moto";
import { Bench } from "./plugin-bench/bench";

const lab: Lab = { name: "e2e", region: "eu-west-3" };

let account: Account;
let bench: Bench<"aws">;
let client: { readonly ec2: ec2.EC2Client; readonly eks: eks.EKSClient; readonly iam: iam.IAMClient; readonly kms: kms.KMSClient; readonly rds: rds.RDSClient };

/** Pulumi's own resources in every program: the stack and the provider. */
const OWN = 2;

jest.setTimeout(180_000);

beforeAll(async () => {
    account = await startAccount();
    requireLoopback(account.env);
    Object.assign(process.env, account.env); // the engine and its plugin are children of this process
    const settings = { region: lab.region, endpoint: account.env["AWS_ENDPOINT_URL"] };
    client = { ec2: new ec2.EC2Client(settings), eks: new eks.EKSClient(settings), iam: new iam.IAMClient(settings), kms: new kms.KMSClient(settings), rds: new rds.RDSClient(settings) };
    bench = await Bench.open("aws", lab);
}, 10 * 60_000);

afterAll(async () => {
    bench?.close();
    await account?.stop();
});

/** What is in the account that was not there at the beginning. */
async function everything(): Promise<Record<string, string[]>> {
    const { Vpcs = [] } = await client.ec2.send(new ec2.DescribeVpcsCommand({ Filters: [{ Name: "is-default", Values: ["false"] }] }));
    const { Addresses = [] } = await client.ec2.send(new ec2.DescribeAddressesCommand({}));
    const { Reservations = [] } = await client.ec2.send(new ec2.DescribeInstancesCommand({ Filters: [{ Name: "instance-state-name", Values: ["pending", "running", "stopping", "stopped"] }] }));
    const { LaunchTemplates = [] } = await client.ec2.send(new ec2.DescribeLaunchTemplatesCommand({}));
    const { FlowLogs = [] } = await client.ec2.send(new ec2.DescribeFlowLogsCommand({}));
    const { Roles = [] } = await client.iam.send(new iam.ListRolesCommand({ PathPrefix: "/" }));
    const { clusters = [] } = await client.eks.send(new eks.ListClustersCommand({}));
    const { DBInstances = [] } = await client.rds.send(new rds.DescribeDBInstancesCommand({}));
    const { DBSubnetGroups = [] } = await client.rds.send(new rds.DescribeDBSubnetGroupsCommand({}));
    const { Aliases = [] } = await client.kms.send(new kms.ListAliasesCommand({}));
    const all = {
        vpcs: Vpcs.map(({ VpcId }) => VpcId!),
        addresses: Addresses.map(({ PublicIp }) => PublicIp!),
        servers: Reservations.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId }) => InstanceId!)),
        launchTemplates: LaunchTemplates.map(({ LaunchTemplateName }) => LaunchTemplateName!),
        flowLogs: FlowLogs.map(({ FlowLogId }) => FlowLogId!),
        roles: Roles.filter(({ Path }) => !Path?.startsWith("/aws-service-role/")).map(({ RoleName }) => RoleName!),
        clusters,
        databases: DBInstances.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier!),
        subnetGroups: DBSubnetGroups.map(({ DBSubnetGroupName }) => DBSubnetGroupName!),
        aliases: Aliases.map(({ AliasName }) => AliasName!).filter((name) => !name.startsWith("alias/aws/")),
    };
    return Object.fromEntries(Object.entries(all).filter(([, names]) => names.length > 0));
}

async function leftovers(): Promise<{ status: number; left: unknown[] }> {
    const { status, stdout, stderr } = await attempt(["aws", "leftovers", "--json", "--env", lab.name, "--region", lab.region], { env: account.env });
    if (!stdout) throw new Error(stderr);
    return { status, left: (JSON.parse(stdout) as { left: unknown[] }).left };
}

describe(`an environment under ${whose} plugin`, () => {
    let resources: number;
    const same = () => ({ same: resources });

    test("a preview makes nothing; an up makes all of it, with what is known only then", async () => {
        const { changes } = await bench.preview("environment", {});
        resources = changes["create"]!;
        expect(resources).toBeGreaterThan(80);
        expect(await everything()).toEqual({});
        const made = await bench.up("environment", {});
        expect(made.changes).toEqual({ create: resources });
        const { vpcs, servers, clusters, databases } = await everything();
        expect({ vpcs, clusters, databases, servers }).toEqual({ vpcs: [made.outputs["vpc"]], clusters: [lab.name], databases: [`${lab.name}-prod`], servers: [expect.stringMatching(/^i-/)] });
        expect(JSON.parse(made.outputs["administrator"] as string)).toMatchObject({ password: expect.stringMatching(/.{8}/) });
    });

    test("the administrator's password, and what a server is told, lie in the state as secrets", async () => {
        const { administrator } = (await bench.up("environment", {})).outputs;
        const { password } = JSON.parse(administrator as string) as { password: string };
        const found = [password, USER_DATA, Buffer.from(USER_DATA).toString("base64")].filter((secret) => bench.state().includes(secret));
        expect(found).toEqual([]);
    });

    test("a second up and a refresh change nothing", async () => {
        expect((await bench.up("environment", {})).changes).toEqual(same());
        expect((await bench.refresh()).changes).toEqual(same());
        expect((await bench.up("environment", {})).changes).toEqual(same());
    });

    test("another value updates in place what has it, as the preview foretold", async () => {
        const others = { flowLogDays: 14, storageGiB: 30, nodes: 2 };
        const { changes } = await bench.preview("environment", others);
        expect(changes).toEqual({ same: resources - 3, update: 3 });
        const database = bench.resource("database-prod")!.id;
        expect((await bench.up("environment", others)).changes).toEqual(changes);
        expect(bench.resource("database-prod")!.id).toBe(database);
        const { DBInstances } = await client.rds.send(new rds.DescribeDBInstancesCommand({}));
        const { nodegroup } = await client.eks.send(new eks.DescribeNodegroupCommand({ clusterName: lab.name, nodegroupName: lab.name }));
        expect({ storage: DBInstances![0]!.AllocatedStorage, nodes: nodegroup!.scalingConfig }).toEqual({ storage: 30, nodes: { desiredSize: 2, minSize: 2, maxSize: 3 } });
        expect((await bench.up("environment", {})).changes).toEqual(changes);
    });

    test("what was changed by hand is found by a refresh, and mended by the next up", async () => {
        const [vpc, group, rule] = [bench.resource("network", "Vpc")!.id, bench.resource("bastion", "SecurityGroup")!.id, bench.resource("bastion-from-access-1")!.id];
        await client.ec2.send(new ec2.RevokeSecurityGroupIngressCommand({ GroupId: group, SecurityGroupRuleIds: [rule] }));
        await client.ec2.send(new ec2.ModifyVpcAttributeCommand({ VpcId: vpc, EnableDnsHostnames: { Value: false } }));
        const { changes } = await bench.refresh();
        expect(changes).toEqual({ same: resources - 2, delete: 1, update: 1 });
        expect((await bench.up("environment", {})).changes).toEqual({ same: resources - 2, create: 1, update: 1 });
        expect((await bench.refresh()).changes).toEqual(same());
    });

    test("who may enter is changed in place, so that nobody is shut out meanwhile", async () => {
        expect((await bench.up("environment", { access: "203.0.113.0/24" })).changes).toEqual({ same: resources - 1, update: 1 });
        const { SecurityGroupRules } = await client.ec2.send(new ec2.DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: [bench.resource("bastion-from-access-1")!.id] }));
        expect(SecurityGroupRules![0]!.CidrIpv4).toBe("203.0.113.0/24");
    });

    test("another size reaches the same server, another address makes another one", async () => {
        const [server] = (await everything())["servers"]!;
        await bench.up("environment", {});
        expect((await bench.up("environment", { size: "t3.small" })).changes).toEqual({ same: resources - 1, update: 1 });
        expect((await everything())["servers"]).toEqual([server]);
        const { changes } = await bench.preview("environment", { address: "10.64.1.11" });
        expect(changes).toEqual({ same: resources - 2, replace: 1, update: 1 }); // its public address goes with it
        expect((await bench.up("environment", { address: "10.64.1.11" })).changes).toEqual(changes);
        const { servers } = await everything();
        expect(servers).toHaveLength(1);
        expect(servers).not.toEqual([server]);
        expect((await bench.refresh()).changes).toEqual(same());
    });

    test("a destroy leaves an empty account", async () => {
        expect(await leftovers()).toMatchObject({ status: 1 });
        expect((await bench.destroy()).changes).toEqual({ delete: resources });
        expect(await everything()).toEqual({});
        expect(await leftovers()).toEqual({ status: 0, left: [] });
    });
});

describe(`what can go wrong under ${whose} plugin`, () => {
    afterEach(async () => {
        await bench.destroy();
        expect(await everything()).toEqual({});
    });

    test("another tag of the provider reaches everything that bears tags", async () => {
        await bench.up("tagged", { owner: "first" });
        const retagged = (await bench.up("tagged", { owner: "second" })).changes;
        expect(Object.keys(retagged).sort()).toEqual(["same", "update"]);
        expect(retagged["update"]).toBeGreaterThan(30);
        const { Subnets } = await client.ec2.send(new ec2.DescribeSubnetsCommand({ Filters: [{ Name: "tag:owner", Values: ["second"] }] }));
        expect(Subnets).toHaveLength(12);
        expect((await bench.refresh()).changes).toEqual({ same: retagged["same"]! + retagged["update"]! });
    });

    test("a network that was there before is imported as it is, and then belongs to the stack", async () => {
        const { Vpc } = await client.ec2.send(new ec2.CreateVpcCommand({ CidrBlock: "10.65.0.0/16" }));
        const theirs = { id: Vpc!.VpcId!, cidrBlock: "10.65.0.0/16" };
        expect((await bench.up("imported", theirs)).changes).toMatchObject({ import: 1 });
        await bench.up("imported", theirs); // it gets the tags of the provider
        expect((await bench.up("imported", theirs)).changes).toEqual({ same: 1 + OWN });
        const { Vpcs } = await client.ec2.send(new ec2.DescribeVpcsCommand({ VpcIds: [theirs.id] }));
        expect(Vpcs![0]!.Tags).toContainEqual({ Key: "environment", Value: lab.name });
    });

    test("a type that is planned only: the preview has it, the up refuses it by its name, what is beside it stays known", async () => {
        if (PLUGIN_KIND === "official") return;
        expect((await bench.preview("planned", { bucket: true })).changes).toEqual({ create: 2 + OWN });
        expect(await bench.failure(bench.up("planned", { bucket: true }))).toMatch(/plans aws:s3\/bucket:Bucket, and cannot make it; the official one can/);
        const { vpcs } = await everything();
        expect((await bench.up("planned", { bucket: false })).changes["delete"]).toBeUndefined();
        if (vpcs) expect((await everything())["vpcs"]).toEqual(vpcs);
    });

    test("inputs that would be lost are refused by their names, inner ones too", async () => {
        if (PLUGIN_KIND === "official") return;
        expect(await bench.failure(bench.preview("unknownInput"))).toMatch(/makes aws:ec2\/vpc:Vpc without \\?"instanceTenancy/);
        expect(await bench.failure(bench.preview("unknownPart"))).toMatch(/makes aws:ec2\/instance:Instance without \\?"metadataOptions\.instanceMetadataTags/);
    });

    test("what AWS refuses is said in its words; the rest is there, and the next up goes on", async () => {
        expect(await bench.failure(bench.up("refused", { cidrBlock: "10.99.0.0/24" }))).toMatch(/InvalidSubnet\.Range.*10\.99\.0\.0\/24/s);
        expect((await bench.up("refused", { cidrBlock: "10.64.1.0/24" })).changes).toEqual({ same: 1 + OWN, create: 1 });
    });
});
