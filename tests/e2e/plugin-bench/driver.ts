import * as automation from "@pulumi/pulumi/automation";
import type { programs as aws } from "../aws-plugin/programs";
import type { programs as docker } from "../docker-plugin/programs";
import type { programs as kubernetes } from "../kubernetes-plugin/programs";

/** The programs of each suite by name. They run in this process, so their arguments are plain data. */
export interface Suites {
    readonly aws: typeof aws;
    readonly docker: typeof docker;
    readonly kubernetes: typeof kubernetes;
}

/** What the tests ask for, one at a time. */
export type Request =
    | { kind: "open"; suite: keyof Suites; workspace: automation.LocalWorkspaceOptions; lab: object }
    | { kind: "cancel" }
    | { kind: "run"; operation: Operation; program?: string; args?: object };

export type Operation = "preview" | "up" | "refresh" | "destroy";

export interface Answer {
    /** All that the engine printed, and why it could not even start. */
    output: string;
    failed: boolean;
    changes: Record<string, number>;
    outputs: Record<string, unknown>;
}

/** Below the limit of a test: an operation that hangs is cancelled, and its output says where. */
const LIMIT_MILLISECONDS = 90_000;

let stack: automation.Stack | undefined;
let program = async (): Promise<Record<string, unknown>> => ({});
let programs: Record<string, unknown>;
let lab: object;
let cancelled = new AbortController();

/**
 * Drives the engine in a process of its own, as the CLI would: a program that fails leaves promises behind that a
 * test's own process would take for its own mistakes.
 */
async function answer(request: Request): Promise<Answer | undefined> {
    switch (request.kind) {
        case "open": {
            ({ lab } = request);
            ({ programs } = (await import(`../${request.suite}-plugin/programs`)) as { programs: typeof programs });
            const args = { stackName: "dev", projectName: "bench", program: () => program() };
            stack = await automation.LocalWorkspace.createOrSelectStack(args, request.workspace);
            return { output: "", failed: false, changes: {}, outputs: {} };
        }
        case "cancel":
            cancelled.abort();
            return undefined;
        case "run":
            return run(request);
    }
}

async function run({ operation, program: name, args }: Extract<Request, { kind: "run" }>): Promise<Answer> {
    if (name) {
        const chosen = programs[name] as (lab: object, args: object) => Record<string, unknown> | void;
        program = async () => ({ ...chosen(lab, args ?? {}) });
    }
    cancelled = new AbortController();
    let output = "";
    try {
        const result = await stack?.[operation]({
            onOutput: (text) => void (output += text),
            color: "never",
            signal: AbortSignal.any([cancelled.signal, AbortSignal.timeout(LIMIT_MILLISECONDS)]),
        });
        const { changeSummary, summary, outputs } = result as Partial<automation.PreviewResult & automation.UpResult>;
        const values = Object.entries(outputs ?? {}).map(([key, { value }]) => [key, value as unknown]);
        const changes = { ...(changeSummary ?? summary?.resourceChanges) };
        return { output, failed: false, changes, outputs: Object.fromEntries(values) };
    } catch (error) {
        return { output: output || String(error), failed: true, changes: {}, outputs: {} };
    }
}

process.on("message", (request: Request) => {
    void answer(request).then((found) => found && process.send?.(found));
});
