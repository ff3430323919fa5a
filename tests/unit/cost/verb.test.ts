import { Command } from "commander";
import { commandOf } from "../../../cli/command-line";
import { cost } from "../../../cli/cost";
import { TerminalProgress } from "../../../cli/progress";
import type { Context, VerbOptions } from "../../../cli/verb";
import type { Resource } from "../../../cost/charge";
import { declare } from "../../../infra/declared/program";
import { declareEnvironment } from "../../../cost/environment";
import { alone, believe } from "./alone";
import { PriceApi, product, type Answer } from "./price-api";
import { LESSON, program, REFERENCE } from "./program";

// The small program in the place of an environment's; all else is what a user has.
jest.mock("../../../cost/environment", () => ({ ...jest.requireActual<object>("../../../cost/environment"), declareEnvironment: jest.fn() }));

alone();

let lesson: Resource[];
let reference: Resource[];
beforeAll(async () => {
    lesson = await declare(() => program(LESSON));
    reference = await declare(() => program(REFERENCE));
});

let printed: string[];
let api: PriceApi | undefined;
beforeEach(() => {
    printed = [];
    jest.mocked(declareEnvironment).mockImplementation(async (_, __, profile = "lesson") => ({
        profile,
        region: "eu-west-3",
        resources: profile === "lesson" ? lesson : reference,
    }));
});
afterEach(async () => {
    await api?.stop();
    api = undefined;
});

async function run(...args: string[]): Promise<number> {
    const command = commandOf(cost).exitOverride().configureOutput({ writeErr: () => undefined });
    new Command().addCommand(command);
    command.parse(args, { from: "user" });
    const silent = { write: () => true, isTTY: false } as unknown as NodeJS.WriteStream;
    const context: Context = { progress: new TerminalProgress(silent), signal: new AbortController().signal, print: (text) => void printed.push(text) };
    return cost.run({ ...command.opts(), args: command.args } as unknown as VerbOptions, context);
}

async function serve(answer: Answer): Promise<PriceApi> {
    api = new PriceApi(() => answer);
    believe(await api.start());
    return api;
}

const EKS = product("EUW3-AmazonEKS-Hours:perCluster", "0.2");

test("prints the environment's own profile, and the sum of the other one", async () => {
    expect(await run("--target", "aws")).toBe(0);
    expect(printed.join("\n")).toMatch(/^demo \(profile lesson\): at least \$[\s\S]*\n\nWith the profile reference: at least \$\d+\.\d+ an hour/);
});

test("prints another profile where it is asked for", async () => {
    await run("--profile", "reference");
    expect(printed.join("\n")).toMatch(/^demo \(profile reference\): [\s\S]*\n\nWith the profile lesson: /);
});

test("--json is one document, with the source of every figure and all that is missing", async () => {
    await run("--json");
    expect(printed).toHaveLength(1);
    const document = JSON.parse(printed[0]!);
    expect(document).toMatchObject({ environment: "demo", target: "aws", profile: "lesson", region: "eu-west-3", lowerBound: true, notEstimated: { "aws:sqs/queue:Queue": 1 } });
    expect(document.missing).toContainEqual({ key: "ElastiCache/valkey/cache.t4g.micro", quantity: 1 });
    for (const line of document.lines) expect(line.shown).toEqual({ address: expect.stringMatching(/^https:/), date: expect.stringMatching(/^20\d\d-/) });
});

test("--refresh asks for what both profiles want, and the estimate uses the answers", async () => {
    const { requests } = await serve({ products: [EKS] });
    await run("--json", "--refresh");
    const { lines, refreshed } = JSON.parse(printed[0]!);
    expect(lines.find(({ key }: { key: string }) => key === "EKS/cluster")).toMatchObject({ usd: 0.2, shown: { date: new Date().toISOString().slice(0, 10) } });
    expect(refreshed).toMatchObject({ found: 1 });
    const deployments = requests.flatMap(({ Filters }) => Filters.filter(({ Field }) => Field === "deploymentOption").map(({ Value }) => Value));
    expect(new Set(deployments)).toEqual(new Set(["Single-AZ", "Multi-AZ"]));
});

test.each<[string, () => Promise<unknown>, string]>([
    ["no credentials", async () => undefined, "AWS_CREDENTIALS"],
    ["refused credentials", () => serve({ fault: "UnrecognizedClientException", message: "The security token is invalid.", status: 400 }), "AWS_CREDENTIALS"],
    ["a missing right", () => serve({ fault: "AccessDeniedException", message: "not authorized to perform: pricing:GetProducts", status: 400 }), "AWS_CREDENTIALS"],
    ["an API that has nothing", () => serve({ products: [] }), "PRICE_API"],
    ["nobody who answers", async () => believe("http://127.0.0.1:9"), "PRICE_API"],
])("--refresh with %s is one clear fault", async (_, given, code) => {
    await given();
    await expect(run("--refresh")).rejects.toMatchObject({ code, remedy: expect.stringMatching(/\w/) });
    expect(printed).toEqual([]);
});

test("another target than AWS is refused by name", async () => {
    await expect(run("--target", "local")).rejects.toMatchObject({ message: expect.stringContaining("Allowed choices are aws") });
});
