import type * as grpc from "@grpc/grpc-js";
import {
    AboutResponse,
    GetRequiredPackagesResponse,
    GetRequiredPluginsResponse,
    LanguageHandshakeResponse,
    RunResponse,
    RuntimeOptionsResponse,
    type LanguageHandshakeRequest,
    type RunRequest,
} from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { spawn } from "node:child_process";
import { unary } from "../kit/rpc";
import { commandOf } from "./program";

/** The exit status by which the SDK says that it has already shown what went wrong. */
const ALREADY_REPORTED = 32;

/** Runs programs written for Node.js. */
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
}
