/** An environment's Pulumi stack, driven through the Automation API: one program, a local file backend, own plugins. */
import * as path from "node:path";
import { log } from "@pulumi/pulumi";
import { LocalWorkspace, type EngineEvent, type ProjectSettings, type PulumiFn, type Stack, type StepEventMetadata, type UpOptions } from "@pulumi/pulumi/automation";
import type { Machine, Pulumi } from "../setup/machine";
import { ROOT } from "../setup/paths";
import { pulumiHome } from "../setup/plugins";
import * as fs from "node:fs/promises";
import { storeOf, type Store } from "./stored";
import { releaseState } from "./take-over";
import { violationOf } from "./violations";

const PROJECT = "plateau";

/** Operations of the engine at once. Most of them wait for a server; the graph is never wider than this. */
export const PARALLEL = 32;

export interface StackContext {
    /** Of the environment. */
    readonly name: string;
    /** With the directories of programs that plugins call, where they are to be called. */
    readonly machine: Pulumi & Partial<Pick<Machine, "programs">>;
    /** What `up` and `preview` run; a stack can be looked at and destroyed without. */
    readonly program?: PulumiFn;
    /** Where the stack lies. @default the environment's own place */
    readonly store?: Store;
}

const NO_PROGRAM: PulumiFn = async () => {
    throw new Error("this stack was opened to look at it or to destroy it");
};

/** Opens the stack of an environment, or makes it. */
export async function openStack({ name, machine, program = NO_PROGRAM, store = storeOf(name) }: StackContext): Promise<Stack> {
    const { dir, state, passphrase } = store;
    await fs.mkdir(state, { recursive: true });
    await releaseState(state);
    // The Automation API runs `pulumi` from this process's PATH; plugins inherit it and find Ansible there.
    const programs = [path.join(__dirname, "engine"), ...(machine.programs ?? [])];
    process.env.PLATEAU_PULUMI = path.join(machine.pulumi, "pulumi");
    process.env.PATH = [...programs, process.env.PATH].join(path.delimiter);
    // Four debug messages a resource, each a request to the engine and an event back, which nobody asks this command for.
    Object.assign(log, { debug: async () => undefined });
    return LocalWorkspace.createOrSelectStack(
        { stackName: name, projectName: PROJECT, program },
        {
            workDir: dir,
            pulumiHome: pulumiHome(),
            secretsProvider: "passphrase",
            projectSettings: projectSettings(state, machine),
            envVars: {
                PULUMI_CONFIG_PASSPHRASE_FILE: passphrase,
                PULUMI_SKIP_UPDATE_CHECK: "true",
                PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: String(machine.pluginKind === "plateau"),
                PLATEAU_ROOT: ROOT,
            },
        },
    );
}

/** An `up` whose events say all that its caller wants to know: to ask for outputs and history would run the engine three times more. */
export async function upWithoutQuestions(stack: Stack, options: UpOptions): Promise<void> {
    const view = Object.create(stack, { outputs: { value: async () => ({}) }, info: { value: async () => undefined } }) as Stack;
    await view.up(options);
}

/** The settings of Pulumi.yaml; the Automation API's type does not know `plugins` yet. */
function projectSettings(state: string, { plugins, languageHost }: Pulumi): ProjectSettings & { plugins: object } {
    // Without sidecar files, which nobody reads: at every step the engine would compute a checksum of the whole state for them.
    const url = `file://${state}?metadata=skip`;
    const languages = [{ name: "nodejs", path: languageHost }]; // for the policy pack: the program itself runs in this process
    return { name: PROJECT, runtime: "nodejs", backend: { url }, plugins: { providers: [...plugins], languages } };
}

/** Resource types whose making a user waits for; the others are there at once. */
const LONG: Readonly<Record<string, (name: string) => string>> = {
    "docker:index/container:Container": (name) => `Server ${name}`,
    "plateau:index:Playbook": (name) => `Configuring ${name.replace(/^configuration-/, "")}`,
    "plateau:index:RegistryImage": (name) => `Pushing ${name}`,
    "kubernetes:apps/v1:Deployment": (name) => `Deployment ${name}`,
    "kubernetes:apps/v1:StatefulSet": (name) => `StatefulSet ${name}`,
    "kubernetes:apps/v1:DaemonSet": (name) => `DaemonSet ${name}`,
    "kubernetes:batch/v1:Job": (name) => `Job ${name}`,
};

/** A resource that the engine begins to change. */
export interface ReportedResource {
    readonly urn: string;
    readonly type: string;
    /** For people: "Server db-1-container". */
    readonly title: string;
    /** The engine's word: "create", "update", "delete-replaced", … */
    readonly operation: string;
    /** A user waits for it: progress shows it. */
    readonly long: boolean;
}

export interface ResourceReporter {
    started(resource: ReportedResource): void;
    status(urn: string, text: string): void;
    ended(urn: string, failed: boolean): void;
}

/** Turns the engine's events into the beginnings and ends of what it changes. */
export function reportResources(reporter: ResourceReporter, diagnostics: string[]): (event: EngineEvent) => void {
    return (event) => {
        const before = event.resourcePreEvent?.metadata;
        if (before && before.op !== "same" && takesTime(before)) reporter.started(reported(before));
        const after = event.resOutputsEvent?.metadata;
        if (after) reporter.ended(after.urn, false);
        const failed = event.resOpFailedEvent?.metadata;
        if (failed) reporter.ended(failed.urn, true);
        const violation = violationOf(event);
        if (violation) diagnostics.push(`${nameOf(violation.urn)}: ${violation.message} (policy ${violation.policy})`);
        const diagnostic = event.diagnosticEvent;
        if (!diagnostic) return;
        const text = diagnostic.message.replace(/<\{%.*?%\}>/g, "").trim();
        if (diagnostic.ephemeral && diagnostic.urn) reporter.status(diagnostic.urn, text);
        else if (diagnostic.severity === "error" && text) diagnostics.push(diagnostic.urn ? `${nameOf(diagnostic.urn)}: ${text}` : text);
    };
}

/** A component is only what holds others: its end, if there is one, is that of the program that declares it. */
function takesTime({ type, old, new: wanted }: StepEventMetadata): boolean {
    return type in LONG || Boolean((wanted ?? old)?.custom);
}

function reported({ urn, type, op }: StepEventMetadata): ReportedResource {
    const kind = type.replace("pulumi:providers:", "Provider ").replace(/^.*:/, "");
    const title = LONG[type]?.(nameOf(urn)) ?? `${kind} ${nameOf(urn)}`;
    return { urn, type, title, operation: op, long: type in LONG };
}

function nameOf(urn: string): string {
    return urn.split("::").slice(3).join("::");
}
