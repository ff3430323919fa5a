/** What `up` on the target aws refuses before anything costs anything, and how it tells of a failure afterwards. */
import { confirmCost } from "../../../cli/aws/confirm";
import { explainOnAws } from "../../../cli/aws/faults";
import { requireMakingPlugin, requireSpecified } from "../../../cli/aws/requirements";
import { UserError } from "../../../cli/errors";
import { targetOf } from "../../../cli/target";
import { planEnvironment } from "../../../infra/plan";
import { parseSpecification } from "../../../infra/specification";
import { faultOf } from "./fake-machine";

const NOW = new Date("2026-11-27T12:00:00Z");
const WHOLE = { owner: "lab@example.org", expiry: "2026-12-24", aws: { access: ["198.51.100.0/24"], budget: { email: "lab@example.org" } } };
const planOf = (settings: object) => planEnvironment("demo", parseSpecification({ target: "aws", ...settings }));
const faultsOf = async (settings: object) => ((await faultOf(async () => requireSpecified(planOf(settings), NOW))) as UserError | undefined)?.output.split("\n");

describe("a specification for AWS", () => {
    test("says who may get in, whose it is, until when, and who hears of the cost", async () => {
        expect(() => requireSpecified(planOf(WHOLE), NOW)).not.toThrow();
        expect(await faultsOf({})).toEqual([expect.stringMatching(/^aws.access/), expect.stringMatching(/^owner/), expect.stringMatching(/^expiry/), expect.stringMatching(/^aws.budget.email/)]);
    });

    test("is refused once its last day is over", async () => {
        expect(await faultsOf({ ...WHOLE, expiry: "2026-11-26" })).toEqual(["expiry is over: 2026-11-26."]);
    });

    test("does not let the world administer", async () => {
        expect(await faultsOf({ ...WHOLE, aws: { ...WHOLE.aws, access: ["0.0.0.0/0"] } })).toEqual(["aws.access names the whole world."]);
        expect(() => requireSpecified(planOf({ ...WHOLE, aws: { ...WHOLE.aws, access: [], endpoint: "private" } }), NOW)).not.toThrow();
    });
});

describe("Plateau's own plugin", () => {
    const ENDPOINT = "AWS_ENDPOINT_URL";
    const before = process.env[ENDPOINT];
    afterEach(() => {
        if (before === undefined) delete process.env[ENDPOINT];
        else process.env[ENDPOINT] = before;
    });

    test.each([undefined, "https://ec2.eu-west-3.amazonaws.com", "http://127.0.0.1.example.org", "no address"])("makes nothing at %s", async (endpoint) => {
        if (endpoint === undefined) delete process.env[ENDPOINT];
        else process.env[ENDPOINT] = endpoint;
        expect(await faultOf(async () => requireMakingPlugin({ pluginKind: "plateau" } as never))).toMatchObject({ code: "AWS_PLUGIN" });
        expect(() => requireMakingPlugin({ pluginKind: "official" } as never)).not.toThrow();
    });

    test("works for an account on this machine", () => {
        process.env[ENDPOINT] = "http://127.0.0.1:5000";
        expect(() => requireMakingPlugin({ pluginKind: "plateau" } as never)).not.toThrow();
    });
});

describe("a failure on AWS", () => {
    const failure = (output: string) => faultOf(async () => explainOnAws("demo", new UserError("PROVISIONING", "Provisioning demo failed.", output)));

    test.each([
        ["bastion: VcpuLimitExceeded: You have requested more vCPU capacity", "AWS_QUOTA"],
        ["network-1: AddressLimitExceeded: The maximum number of addresses has been reached", "AWS_QUOTA"],
        ["cluster: ExpiredToken: The security token included in the request is expired", "AWS_CREDENTIALS"],
        ["network: UnauthorizedOperation: You are not authorized", "AWS_DENIED"],
        ["database-prod: something else", "PROVISIONING"],
    ])("%s", async (output, code) => {
        const fault = (await failure(output)) as UserError;
        expect(fault).toMatchObject({ code, output });
        expect(fault.remedy).toContain('"./plateau down --env demo" takes it away');
    });

    test("that is none of the engine's is passed on", async () => {
        const other = new Error("other");
        expect(await faultOf(async () => explainOnAws("demo", other))).toBe(other);
    });
});

test("where nobody can be asked, the cost is not confirmed", async () => {
    expect(process.stdin.isTTY).toBeFalsy();
    expect(await faultOf(() => confirmCost("demo costs $1 an hour", new AbortController().signal))).toMatchObject({ code: "NOT_CONFIRMED", message: expect.stringContaining("$1 an hour") });
});

test("an environment stays on the target that it was made on", async () => {
    const record = { name: "demo", target: "local", network: "10.64.0.0/16", createdAt: "2026-11-27" } as const;
    expect(await targetOf("demo", record)).toBe("local");
    expect(await targetOf("none-x", undefined)).toBe("local");
    expect(await targetOf("none-x", undefined, "aws")).toBe("aws");
    expect(await faultOf(() => targetOf("demo", record, "aws"))).toMatchObject({ code: "OTHER_TARGET" });
});
