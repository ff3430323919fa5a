/** The same program by plain `pulumi`, as Pulumi.yaml says; its own plugins stand where a filtered network keeps the official ones. */
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { findGoTool } from "../../setup/go";
import { ROOT } from "../../setup/paths";
import { findTypeScriptPlugins } from "../../setup/plugins";
import { run } from "../../setup/run";

const STACK = "e2e-plain";
let work: string;
let pulumi: (...args: string[]) => Promise<string>;

beforeAll(async () => {
    work = mkdtempSync(path.join(os.tmpdir(), "plateau-pulumi-"));
    const [engine, docker, typescript] = await Promise.all([findGoTool("pulumi"), findGoTool("docker-plugin"), findTypeScriptPlugins()]);
    // The language host is looked for beside the engine.
    for (const program of [path.join(engine!, "pulumi"), path.join(typescript!, "nodejs", "pulumi-language-nodejs")]) {
        symlinkSync(program, path.join(work, path.basename(program)));
    }
    const env = {
        ...process.env,
        PATH: [work, docker, path.join(typescript!, "kubernetes"), process.env.PATH].join(path.delimiter),
        PULUMI_HOME: path.join(work, "home"),
        PULUMI_BACKEND_URL: `file://${work}`,
        PULUMI_CONFIG_PASSPHRASE: "plain",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    };
    pulumi = (...args) => run("pulumi", [...args, "--cwd", ROOT, "--stack", STACK, "--non-interactive", "--color", "never"], { env });
});

afterAll(() => {
    rmSync(work, { recursive: true, force: true });
    rmSync(path.join(ROOT, `Pulumi.${STACK}.yaml`), { force: true });
});

test("a preview declares the whole environment, which keeps every policy, and names every fault of the configuration", async () => {
    await pulumi("stack", "init");
    await pulumi("config", "set", "plateau:network", "10.90.0.0/16");
    await pulumi("config", "set", "plateau:workers", "3");
    const shown = await pulumi("preview", "--json", "--policy-pack", path.join(ROOT, "policies"));
    const { steps } = JSON.parse(shown) as { steps: { op: string; urn: string }[] };
    expect(new Set(steps.map(({ op }) => op))).toEqual(new Set(["create"]));
    const names = steps.map(({ urn }) => urn.split("::").at(-1));
    expect(names).toEqual(expect.arrayContaining(["worker-3-container", "configuration-kubernetes", "workloads-prod"]));

    await pulumi("config", "set", "plateau:workers", "many");
    await pulumi("config", "set", "plateau:colour", "blue");
    await expect(pulumi("preview")).rejects.toMatchObject({ output: expect.stringMatching(/workers.*colour/s) });
}, 10 * 60_000);
