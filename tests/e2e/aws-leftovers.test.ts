/** `plateau aws leftovers` against an account on the loopback, in which two environments with similar names have left things. */
import * as logs from "@aws-sdk/client-cloudwatch-logs";
import * as ec2 from "@aws-sdk/client-ec2";
import * as iam from "@aws-sdk/client-iam";
import * as kms from "@aws-sdk/client-kms";
import execa from "execa";
import { ROOT } from "../../setup/paths";
import { attempt } from "./command";
import { requireLoopback, startAccount, type Account } from "./moto";

interface Left {
    readonly environment: string;
    readonly region: string;
    readonly type: string;
    readonly id: string;
    readonly by: string;
}

interface Report {
    readonly regions: string[];
    readonly left: Left[];
    readonly expired: { environment: string; expiry: string }[];
}

let account: Account;
const settings = (region: string) => ({ region, endpoint: account.env["AWS_ENDPOINT_URL"], credentials: { accessKeyId: "test", secretAccessKey: "test" } });

beforeAll(async () => {
    account = await startAccount();
    requireLoopback(account.env);
}, 10 * 60_000);

afterAll(() => account.stop(), 20_000);

beforeEach(async () => {
    await fetch(`${account.env["AWS_ENDPOINT_URL"]}/moto-api/reset`, { method: "POST" });
}, 60_000);

async function ask(...args: string[]): Promise<{ status: number; report: Report }> {
    requireLoopback(account.env);
    const { status, stdout, stderr } = await attempt(["aws", "leftovers", "--json", ...args], { env: account.env });
    if (!stdout) throw new Error(stderr);
    return { status, report: JSON.parse(stdout) as Report };
}

const TWO = ["--region", "eu-west-3", "ap-southeast-2"];
const tagged = (environment: string, expiry = "2999-12-31") => [{ Key: "environment", Value: environment }, { Key: "expiry", Value: expiry }];
const spec = (ResourceType: ec2.ResourceType, environment: string, expiry?: string) => [{ ResourceType, Tags: tagged(environment, expiry) }];
const summary = ({ left }: Report) => left.map(({ region, type, by }) => `${region} ${type} (${by})`).sort();

/** A network with one interface in it that nothing tags, as EKS and load balancers make them. */
async function makeNetwork(region: string, environment: string, expiry?: string): Promise<string> {
    const client = new ec2.EC2Client(settings(region));
    const { Vpc } = await client.send(new ec2.CreateVpcCommand({ CidrBlock: "10.64.0.0/16", TagSpecifications: spec("vpc", environment, expiry) }));
    const { Subnet } = await client.send(new ec2.CreateSubnetCommand({ VpcId: Vpc!.VpcId, CidrBlock: "10.64.1.0/24", TagSpecifications: spec("subnet", environment, expiry) }));
    await client.send(new ec2.CreateNetworkInterfaceCommand({ SubnetId: Subnet!.SubnetId }));
    return Vpc!.VpcId!;
}

test("nothing is left of an environment in an empty account, whose regions are all looked into", async () => {
    const { status, report } = await ask("--env", "a");
    expect(status).toBe(0);
    expect(report).toMatchObject({ left: [], expired: [] });
    expect(report.regions).toEqual(expect.arrayContaining(["eu-west-3", "us-east-1", "ap-southeast-2"]));
}, 180_000);

test("what bears the tag is found in every region, and what AWS made beside it", async () => {
    const vpc = await makeNetwork("eu-west-3", "a");
    const paris = new ec2.EC2Client(settings("eu-west-3"));
    await paris.send(new ec2.CreateVolumeCommand({ AvailabilityZone: "eu-west-3a", Size: 1, TagSpecifications: [{ ResourceType: "volume", Tags: [{ Key: "kubernetes.io/cluster/a", Value: "owned" }] }] }));
    await paris.send(new ec2.CreateVolumeCommand({ AvailabilityZone: "eu-west-3a", Size: 1, TagSpecifications: [{ ResourceType: "volume", Tags: [{ Key: "KubernetesCluster", Value: "a" }] }] }));
    await paris.send(new ec2.AllocateAddressCommand({ Domain: "vpc", TagSpecifications: spec("elastic-ip", "a") }));
    await new logs.CloudWatchLogsClient(settings("eu-west-3")).send(new logs.CreateLogGroupCommand({ logGroupName: "/aws/eks/a/cluster" }));
    await new ec2.EC2Client(settings("ap-southeast-2")).send(new ec2.AllocateAddressCommand({ Domain: "vpc", TagSpecifications: spec("elastic-ip", "a") }));
    const identities = new iam.IAMClient(settings("us-east-1"));
    await identities.send(new iam.CreateRoleCommand({ RoleName: "a-nodes", AssumeRolePolicyDocument: "{}", Tags: tagged("a") }));
    await identities.send(new iam.CreatePolicyCommand({ PolicyName: "a", PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sts:GetCallerIdentity", Resource: "*" }] }), Tags: tagged("a") }));

    const { status, report } = await ask("--env", "a", ...TWO);
    expect(status).toBe(1);
    expect(summary(report)).toEqual([
        "ap-southeast-2 ec2:elastic-ip (tag environment)",
        `eu-west-3 ec2:network-interface (in ${vpc})`,
        "eu-west-3 ec2:elastic-ip (tag environment)",
        "eu-west-3 ec2:subnet (tag environment)",
        "eu-west-3 ec2:volume (tag KubernetesCluster)",
        "eu-west-3 ec2:volume (tag kubernetes.io/cluster/a)",
        "eu-west-3 ec2:vpc (tag environment)",
        "eu-west-3 logs:log-group (name)",
        "global iam:policy (tag environment)",
        "global iam:role (tag environment)",
    ].sort());
    expect(new Set(report.left.map(({ environment }) => environment))).toEqual(new Set(["a"]));
}, 120_000);

test("an environment is never taken for one whose name is longer or shorter", async () => {
    await makeNetwork("eu-west-3", "ab");
    const paris = new ec2.EC2Client(settings("eu-west-3"));
    for (const tag of [{ Key: "kubernetes.io/cluster/ab", Value: "owned" }, { Key: "KubernetesCluster", Value: "ab" }]) {
        await paris.send(new ec2.CreateVolumeCommand({ AvailabilityZone: "eu-west-3a", Size: 1, TagSpecifications: [{ ResourceType: "volume", Tags: [tag] }] }));
    }
    for (const logGroupName of ["/aws/eks/ab/cluster", "/aws/rds/instance/ab/postgresql"]) {
        await new logs.CloudWatchLogsClient(settings("eu-west-3")).send(new logs.CreateLogGroupCommand({ logGroupName }));
    }
    await new iam.IAMClient(settings("us-east-1")).send(new iam.CreateRoleCommand({ RoleName: "ab-nodes", AssumeRolePolicyDocument: "{}", Tags: tagged("ab") }));
    for (const other of ["a", "b", "abc"]) expect(await ask("--env", other, ...TWO)).toMatchObject({ status: 0, report: { left: [] } });
    const { report } = await ask("--env", "ab", ...TWO);
    expect(report.left).toHaveLength(8);
    expect((await ask("--env", "a", "--all", ...TWO)).report.left.map(({ environment }) => environment)).toContain("ab");
}, 180_000);

test("environments whose last day is over are named, whoever asks", async () => {
    await makeNetwork("eu-west-3", "old", "2020-01-31");
    await makeNetwork("eu-west-3", "new", "2999-01-31");
    const { status, report } = await ask("--env", "a", "--region", "eu-west-3");
    expect(status).toBe(0);
    expect(report.expired).toEqual([{ environment: "old", expiry: "2020-01-31" }]);
}, 60_000);

test("what AWS still lists although it is gone does not count", async () => {
    const paris = new ec2.EC2Client(settings("eu-west-3"));
    const { Instances = [] } = await paris.send(new ec2.RunInstancesCommand({ ImageId: "ami-00000000000000000", MinCount: 1, MaxCount: 1, TagSpecifications: spec("instance", "a") }));
    const keys = new kms.KMSClient(settings("eu-west-3"));
    const { KeyMetadata } = await keys.send(new kms.CreateKeyCommand({ Tags: [{ TagKey: "environment", TagValue: "a" }] }));
    const types = async () => (await ask("--env", "a", "--region", "eu-west-3")).report.left.map(({ type }) => type).filter((type) => type === "ec2:instance" || type === "kms:key");
    expect(await types()).toEqual(["ec2:instance", "kms:key"]);
    await paris.send(new ec2.TerminateInstancesCommand({ InstanceIds: [Instances[0]!.InstanceId!] }));
    await keys.send(new kms.ScheduleKeyDeletionCommand({ KeyId: KeyMetadata!.KeyId }));
    expect(await types()).toEqual([]);
}, 90_000);

test("without credentials there is one clear sentence", async () => {
    const none = { PATH: process.env["PATH"], HOME: "/nonexistent", AWS_EC2_METADATA_DISABLED: "true", AWS_ENDPOINT_URL: account.env["AWS_ENDPOINT_URL"] };
    requireLoopback(none);
    const { exitCode, stderr, stdout } = await execa(process.execPath, ["--import", "tsx", "cli/main.ts", "aws", "leftovers"], { cwd: ROOT, env: { ...none, TMPDIR: "/tmp" }, extendEnv: false, reject: false });
    expect(stdout).toBe("");
    expect(stderr).toContain("AWS does not know who is asking");
    expect(exitCode).toBe(3);
}, 60_000);
