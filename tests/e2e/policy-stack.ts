/** A stack of its own on which the real engine runs the policy pack. */
import { LocalWorkspace, type EngineEvent, type ProjectSettings, type PulumiFn, type Stack } from "@pulumi/pulumi/automation";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { policiesOf, Violations, type Violation } from "../../cli/violations";
import { findGoTool } from "../../setup/go";
import { buildTypeScriptPlugins, languageHostDir } from "../../setup/plugins";

const NAME = "e2e";

/** What `./plateau preview` would list, and whether the engine accepted the program. */
export interface Judgement {
    readonly accepted: boolean;
    readonly found: readonly Violation[];
}

export class PolicyStack {
    private constructor(
        private readonly stack: Stack,
        /** Directory of the stack, where the settings of the policies are looked for. */
        readonly folder: string,
    ) {}

    /** @param plugin directory of the provider's plugin */
    static async open(provider: string, plugin: string, program: PulumiFn): Promise<PolicyStack> {
        const folder = mkdtempSync(path.join(os.tmpdir(), "plateau-policies-"));
        mkdirSync(path.join(folder, "state"));
        const languages = [{ name: "nodejs", path: languageHostDir(await buildTypeScriptPlugins()) }];
        const plugins = { providers: [{ name: provider, path: plugin }], languages };
        const projectSettings = { name: "policies", runtime: "nodejs", backend: { url: `file://${folder}/state` }, plugins } as ProjectSettings;
        process.env.PATH = [(await findGoTool("pulumi"))!, process.env.PATH].join(path.delimiter);
        const envVars = { PULUMI_CONFIG_PASSPHRASE: "e2e", PULUMI_SKIP_UPDATE_CHECK: "true", PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true" };
        const options = { workDir: folder, pulumiHome: path.join(folder, "home"), projectSettings, envVars };
        return new PolicyStack(await LocalWorkspace.createOrSelectStack({ stackName: NAME, projectName: "policies", program }, options), folder);
    }

    /** @throws the engine's error where it failed for another reason than a policy */
    async preview(): Promise<Judgement> {
        const violations = new Violations();
        const onEvent = (event: EngineEvent) => violations.note(event);
        const accepted = await this.stack.preview({ ...policiesOf(NAME, this.folder), color: "never", onEvent }).then(
            () => true,
            (error: unknown) => {
                violations.explain(error);
                return false;
            },
        );
        return { accepted, found: violations.found };
    }

    async up(): Promise<void> {
        await this.stack.up({ ...policiesOf(NAME, this.folder), color: "never" });
    }

    /** Types of what the state says is there. */
    types(): string[] {
        const file = path.join(this.folder, "state/.pulumi/stacks/policies", `${NAME}.json`);
        const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as { checkpoint: { latest: { resources?: { type: string }[] } } };
        return (checkpoint.latest.resources ?? []).map(({ type }) => type);
    }

    close(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }
}
