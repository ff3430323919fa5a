import type { ProgramInfo, RunPluginRequest, RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { createRequire } from "node:module";
import { isAbsolute, join } from "node:path";

/** How to start a program. */
export interface Command {
    args: string[];
    cwd: string;
    env: Record<string, string>;
}

interface Options {
    /** Arguments of Node.js itself, such as `--import tsx`. */
    nodeargs?: unknown;
    typescript?: unknown;
    tsconfig?: unknown;
}

/** Options of `runtime` in Pulumi.yaml that this host knows; every other one is refused by its name. */
const OPTIONS = ["nodeargs", "typescript", "tsconfig", "packagemanager"];

/** The command that runs a Pulumi program under the SDK of its own project. */
export function commandOf(request: RunRequest, engineAddress: string): Command {
    const info = request.getInfo();
    const programDirectory = info?.getProgramDirectory() || request.getPwd();
    const options = optionsOf(info);
    if (request.getAttachDebugger()) {
        throw new Error("This Node.js language host does not support --attach-debugger.");
    }
    const flags = {
        monitor: request.getMonitorAddress(),
        engine: engineAddress,
        organization: request.getOrganization(),
        project: request.getProject(),
        stack: request.getStack(),
        "root-directory": info?.getRootDirectory() || programDirectory,
        pwd: request.getPwd(),
        parallel: String(request.getParallel()),
    };
    const entryPoint = info?.getEntryPoint() || request.getProgram() || ".";
    return {
        args: [
            ...nodeArguments(options),
            runner(programDirectory, "run"),
            ...Object.entries(flags).flatMap(([flag, value]) => (value ? [`--${flag}`, value] : [])),
            ...(request.getDryrun() ? ["--dry-run"] : []),
            isAbsolute(entryPoint) || entryPoint === "." ? entryPoint : join(programDirectory, entryPoint),
            ...request.getArgsList(),
        ],
        cwd: programDirectory,
        env: {
            PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
            PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
            // With Pulumi's own TypeScript the program would be compiled twice when `nodeargs` brings a loader.
            PULUMI_NODEJS_TYPESCRIPT: String(options.typescript !== false),
            ...(typeof options.tsconfig === "string" && { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
        },
    };
}

/** The command that runs a policy pack, the one kind of plugin with sources for Node.js that this host knows. */
export function policyPackCommandOf(request: RunPluginRequest): Command {
    const packDirectory = request.getInfo()?.getProgramDirectory() || request.getProgram();
    if (request.getKind() !== "analyzer") {
        throw new Error(`This Node.js language host does not run plugins of the kind "${request.getKind()}" from their sources.`);
    }
    if (request.getAttachDebugger()) {
        throw new Error("This Node.js language host does not support --attach-debugger.");
    }
    const given = request.getEnvList().map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]);
    return {
        args: [
            ...nodeArguments(optionsOf(request.getInfo())),
            runner(packDirectory, "run-policy-pack"),
            ...request.getArgsList(), // the engine's own flags, then its address
            packDirectory,
        ],
        cwd: packDirectory, // where the SDK looks for the version of the pack
        env: Object.fromEntries(given) as Record<string, string>,
    };
}

/** Where the SDK of the project in that directory keeps one of its entry points. */
function runner(directory: string, name: "run" | "run-policy-pack"): string {
    return createRequire(join(directory, "program.js")).resolve(`@pulumi/pulumi/cmd/${name}`);
}

function optionsOf(info: ProgramInfo | undefined): Options {
    const options: Options = info?.getOptions()?.toJavaScript() ?? {};
    const unknown = Object.keys(options).filter((name) => !OPTIONS.includes(name));
    if (unknown.length > 0) {
        throw new Error(`This Node.js language host does not support the runtime option "${unknown.join('", "')}".`);
    }
    return options;
}

const nodeArguments = ({ nodeargs }: Options): string[] =>
    typeof nodeargs === "string" ? nodeargs.split(/\s+/).filter(Boolean) : [];
