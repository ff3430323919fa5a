/** `plateau preview --target aws`: the whole program, the real engine and the policies, without an account. */
import { AGREED, specify, unspecify } from "./cloud-specification";
import { attempt, plateauJson } from "./command";

const NAME = "e2e-cloud";

interface Preview {
    readonly target: string;
    readonly resources: readonly { readonly type: string; readonly operation: string }[];
    readonly violations: readonly { readonly policy: string; readonly message: string }[];
    readonly cost: object;
}

jest.setTimeout(5 * 60_000);

beforeEach(() => unspecify(NAME));
afterAll(() => unspecify(NAME));

/** Without a trace of an account, whatever this machine has. */
const env = { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"))), AWS_CONFIG_FILE: "/nonexistent", AWS_SHARED_CREDENTIALS_FILE: "/nonexistent", AWS_EC2_METADATA_DISABLED: "true" };

async function preview(): Promise<{ status: number } & Preview> {
    const { status, stdout, stderr } = await attempt(["preview", "--target", "aws", "--env", NAME, "--json"], { env, extendEnv: false });
    if (!stdout) throw new Error(stderr);
    return { status, ...(JSON.parse(stdout) as Preview) };
}

test("what nobody has specified is planned and priced; that nobody answers for it is the one violation", async () => {
    const { status, target, resources, violations, cost } = await preview();
    expect({ status, target }).toEqual({ status: 1, target: "aws" });
    expect([...new Set(violations.map(({ policy, message }) => `${policy}: ${message}`))]).toEqual([expect.stringMatching(/^mandatory-tags: .*"owner", "expiry"/)]);
    const operations = new Set(resources.map(({ operation }) => operation));
    expect([...operations]).toEqual(["create"]);
    const types = new Set(resources.map(({ type }) => type));
    for (const type of ["aws:ec2/vpc:Vpc", "aws:eks/cluster:Cluster", "aws:rds/instance:Instance", "aws:s3/bucket:Bucket", "kubernetes:apps/v1:Deployment", "plateau:index:Playbook"]) expect(types).toContain(type);
    expect(JSON.stringify(cost)).toMatch(/[1-9]/);
});

test.each(["lesson", "reference"])("the profile %s, specified and agreed upon, violates nothing", async (profile) => {
    specify(NAME, { profile, waf: profile === "reference", zone: profile === "reference" ? { id: "Z0", name: "example.org" } : undefined }, AGREED);
    const { status, violations, resources } = await preview();
    expect({ status, violations }).toEqual({ status: 0, violations: [] });
    expect(resources.length).toBeGreaterThan(250);
});

test("who lets more people in than was agreed upon is told so", async () => {
    specify(NAME, {}, {});
    const { status, violations } = await preview();
    expect(status).toBe(1);
    expect(violations.map(({ policy }) => policy)).toContain("security-group-ingress");
});

test("it leaves no environment behind", async () => {
    const { environments } = await plateauJson<{ environments: { name: string }[] }>("list");
    expect(environments.map(({ name }) => name)).not.toContain(NAME);
});
