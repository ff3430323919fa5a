/** `plateau up` and `down` of the target `aws`, with Plateau's own plugin and an account on the loopback: what fails half-way can be taken away. */
import * as ec2 from "@aws-sdk/client-ec2";
import * as iam from "@aws-sdk/client-iam";
import { specify, unspecify } from "./cloud-specification";
import { attempt, plateauJson } from "./command";
import { requireLoopback, startAccount, type Account } from "./moto";

const NAME = "e2e-half";
const REGION = "eu-west-3";

let account: Account;

jest.setTimeout(5 * 60_000);

const run = async (...args: string[]) => {
    requireLoopback(account.env);
    return attempt([...args, "--env", NAME], { env: account.env });
};
const environments = async () => (await plateauJson<{ environments: { name: string; target: string }[] }>("list")).environments.filter(({ name }) => name === NAME);

beforeAll(async () => {
    account = await startAccount();
    specify(NAME);
}, 10 * 60_000);

afterAll(async () => {
    unspecify(NAME);
    await run("down");
    await account.stop();
});

test("an up that fails half-way says that what there is goes on to cost, and is remembered", async () => {
    const { status, stderr } = await run("up", "--target", "aws", "--yes");
    expect(status).toBe(1);
    expect(stderr).toMatch(/cannot make it; the official one can/);
    expect(stderr).toContain(`What has been made goes on to cost. "./plateau up --env ${NAME}" completes it; "./plateau down --env ${NAME}" takes it away.`);
    expect(await environments()).toMatchObject([{ target: "aws" }]);
});

test("a down names what it does not know how to take away, and the environment stays until it is gone", async () => {
    const settings = { region: REGION, endpoint: account.env["AWS_ENDPOINT_URL"], credentials: { accessKeyId: "test", secretAccessKey: "test" } };
    const Tags = [{ Key: "environment", Value: NAME }];
    const network = new ec2.EC2Client(settings);
    const identities = new iam.IAMClient(settings);
    const { Vpc } = await network.send(new ec2.CreateVpcCommand({ CidrBlock: "10.99.0.0/16", TagSpecifications: [{ ResourceType: "vpc", Tags }] }));
    await identities.send(new iam.CreateRoleCommand({ RoleName: `${NAME}-lost`, AssumeRolePolicyDocument: "{}", Tags }));
    unspecify(NAME); // whoever takes it down may not have the specification any more

    const first = await run("down");
    expect(first.status).toBe(1);
    expect(first.stderr).toContain(Vpc!.VpcId);
    expect(first.stderr).toContain(`role/${NAME}-lost`);
    expect(await environments()).toHaveLength(1);

    await network.send(new ec2.DeleteVpcCommand({ VpcId: Vpc!.VpcId }));
    await identities.send(new iam.DeleteRoleCommand({ RoleName: `${NAME}-lost` }));
    const second = await run("down");
    expect({ status: second.status, said: second.stdout }).toEqual({ status: 0, said: expect.stringContaining("nothing of it is left in the account") });
    expect(await environments()).toEqual([]);
});
