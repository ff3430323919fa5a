import * as grpc from "@grpc/grpc-js";
import {
    AboutResponse,
    GetRequiredPackagesResponse,
    GetRequiredPluginsResponse,
    LanguageHandshakeResponse,
    RunPluginResponse,
    RunResponse,
    RuntimeOptionsResponse,
    type LanguageHandshakeRequest,
    type RunPluginRequest,
    type RunRequest,
} from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { spawn, type ChildProcess } from "node:child_process";
import { unary } from "../kit/rpc";
import { commandOf, policyPackCommandOf } from "./program";

/** The exit status by which the SDK says that it has already shown what went wrong. */
const ALREADY_REPORTED = 32;

type PluginCall = grpc.ServerWritableStream<RunPluginRequest, RunPluginResponse>;

/** Runs programs written for Node.js, and policy packs. */
export class LanguageHost {
    private readonly stopping = new AbortController();

    constructor(
        private readonly version: string,
        private engineAddress: string,
    ) {}

    /** Ends the running program. */
    cancel(): void {
        this.stopping.abort();
    }

    /** The methods of `pulumirpc.LanguageRuntime` that `up`, `preview`, `import` and `destroy` need. */
    methods(): grpc.UntypedServiceImplementation {
        return {
            handshake: unary((request: LanguageHandshakeRequest) => {
                this.engineAddress = request.getEngineAddress() || this.engineAddress;
                return new LanguageHandshakeResponse();
            }),
            getPluginInfo: unary(() => {
                const response = new PluginInfo();
                response.setVersion(this.version);
                return response;
            }),
            about: unary(() => {
                const response = new AboutResponse();
                response.setExecutable(process.execPath);
                response.setVersion(process.version);
                return response;
            }),
            // The engine learns what a program needs when it registers its first resource of each package.
            getRequiredPackages: unary(() => new GetRequiredPackagesResponse()),
            getRequiredPlugins: unary(() => new GetRequiredPluginsResponse()),
            runtimeOptionsPrompts: unary(() => new RuntimeOptionsResponse()),
            run: unary((request: RunRequest) => this.run(request)),
            runPlugin: (call: PluginCall) => this.runPlugin(call),
            cancel: unary(() => {
                this.cancel();
                return new Empty();
            }),
        };
    }

    private async run(request: RunRequest): Promise<RunResponse> {
        const { args, cwd, env } = commandOf(request, this.engineAddress);
        const child = spawn(process.execPath, args, {
            cwd,
            env: { ...process.env, ...env },
            // What the program prints reaches the engine as this host's own output.
            stdio: ["ignore", "inherit", "inherit"],
        });
        const stop = (): boolean => child.kill("SIGTERM");
        this.stopping.signal.addEventListener("abort", stop);
        const [status, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
            child.once("error", reject);
            child.once("exit", (code, name) => resolve([code, name]));
        });
        this.stopping.signal.removeEventListener("abort", stop);
        const response = new RunResponse();
        if (status === ALREADY_REPORTED) {
            response.setBail(true);
        } else if (status !== 0) {
            response.setError(`The program ended with ${signal ?? `exit status ${status}`}.`);
        }
        return response;
    }

    /** Passes on what the policy pack prints, first of all the port that it serves on, until the engine has had enough of it. */
    private runPlugin(call: PluginCall): void {
        const fail = (error: Error): void => void call.emit("error", { code: grpc.status.UNKNOWN, details: error.message });
        let child: ChildProcess;
        try {
            const { args, cwd, env } = policyPackCommandOf(call.request);
            child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
        } catch (error) {
            return fail(error as Error);
        }
        const stop = (): boolean => child.kill("SIGTERM");
        this.stopping.signal.addEventListener("abort", stop);
        call.on("cancelled", stop);
        child.stdout?.on("data", (data: Buffer) => call.write(new RunPluginResponse().setStdout(data)));
        child.stderr?.on("data", (data: Buffer) => call.write(new RunPluginResponse().setStderr(data)));
        child.once("error", fail);
        child.once("close", (status) => {
            this.stopping.signal.removeEventListener("abort", stop);
            call.write(new RunPluginResponse().setExitcode(status ?? 1));
            call.end();
        });
    }
}
