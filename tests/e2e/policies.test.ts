/** The policy pack in the real engine: a program that violates it is stopped before anything of it exists. */
import * as docker from "@pulumi/docker";
import { LocalWorkspace, type EngineEvent, type ProjectSettings, type Stack } from "@pulumi/pulumi/automation";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { policiesOf, Violations } from "../../cli/violations";
import { findGoTool } from "../../setup/go";
import { buildTypeScriptPlugins, languageHostDir } from "../../setup/plugins";
import { pluginDirectory } from "../plugins";

let work: string;
let stack: Stack;
let publishedOn: string | undefined;

/** One container, which is never made: the tests only ask what would be. */
const program = async () => {
    const ports = [{ internal: 22, external: 22999, ...(publishedOn && { ip: publishedOn }) }];
    new docker.Container("server", { name: "plateau-policies", image: "none", memory: 64, memorySwap: 64, ports });
};

beforeAll(async () => {
    work = mkdtempSync(path.join(os.tmpdir(), "plateau-policies-"));
    mkdirSync(path.join(work, "state"));
    const pulumi = (await findGoTool("pulumi"))!;
    const plugins = {
        providers: [{ name: "docker", path: await pluginDirectory("docker") }],
        languages: [{ name: "nodejs", path: languageHostDir(await buildTypeScriptPlugins()) }],
    };
    const projectSettings = { name: "policies", runtime: "nodejs", backend: { url: `file://${work}/state` }, plugins } as ProjectSettings;
    process.env.PATH = [pulumi, process.env.PATH].join(path.delimiter);
    stack = await LocalWorkspace.createOrSelectStack(
        { stackName: "e2e", projectName: "policies", program },
        {
            workDir: work,
            pulumiHome: path.join(work, "home"),
            projectSettings,
            envVars: { PULUMI_CONFIG_PASSPHRASE: "e2e", PULUMI_SKIP_UPDATE_CHECK: "true", PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true" },
        },
    );
}, 5 * 60_000);

afterAll(() => rmSync(work, { recursive: true, force: true }));

/** What `./plateau preview` would list, and whether the engine accepted the program. */
async function preview(): Promise<{ accepted: boolean; found: Violations["found"] }> {
    const violations = new Violations();
    const onEvent = (event: EngineEvent) => violations.note(event);
    const accepted = await stack.preview({ ...policiesOf("e2e", work), color: "never", onEvent }).then(
        () => true,
        (error: unknown) => {
            violations.explain(error);
            return false;
        },
    );
    return { accepted, found: violations.found };
}

test("a preview fails and lists what violates a policy, with its resource", async () => {
    publishedOn = undefined;
    expect(await preview()).toEqual({
        accepted: false,
        found: [{ urn: expect.stringMatching(/::docker:index\/container:Container::server$/), policy: "container-isolation", message: "port 22999 is published on 0.0.0.0, not on the loopback alone." /* the provider's default */ }],
    });
}, 120_000);

test("an update is stopped as well, and makes nothing", async () => {
    publishedOn = "0.0.0.0";
    await expect(stack.up({ ...policiesOf("e2e", work), color: "never" })).rejects.toThrow(/container-isolation/);
    const state = JSON.parse(readFileSync(path.join(work, "state/.pulumi/stacks/policies/e2e.json"), "utf8")) as { checkpoint: { latest: { resources?: { type: string }[] } } };
    expect((state.checkpoint.latest.resources ?? []).map(({ type }) => type)).not.toContain("docker:index/container:Container");
}, 120_000);

test("what keeps the policies is accepted", async () => {
    publishedOn = "127.0.0.1";
    expect(await preview()).toEqual({ accepted: true, found: [] });
}, 120_000);

test("the settings beside the specification reach the policies, and one that is wrong is an error", async () => {
    publishedOn = "0.0.0.0";
    const settings = path.join(work, "Policies.e2e.json");
    writeFileSync(settings, JSON.stringify({ "container-isolation": "disabled" }));
    expect(await preview()).toEqual({ accepted: true, found: [] });
    writeFileSync(settings, JSON.stringify({ "security-group-ingress": { sshFrom: "everywhere" } }));
    await expect(preview()).rejects.toThrow(/sshFrom/);
    rmSync(settings);
}, 120_000);

test("a failure of another kind is not taken for a violation", () => {
    const violations = new Violations();
    violations.found.push({ urn: "", policy: "", message: "" });
    violations.note({ diagnosticEvent: { severity: "error", message: "no such image" } } as EngineEvent);
    expect(() => violations.explain(new Error("failed"))).toThrow("failed");
    expect(() => new Violations().explain(new Error("failed"))).toThrow("failed");
});
