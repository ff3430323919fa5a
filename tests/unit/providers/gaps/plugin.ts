/** A plugin as the engine sees it: a process of its own, asked over gRPC. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { toStruct } from "../../../../providers/kit/properties";

/** Nobody listens there: a plugin has to be told an engine, and says nothing to it in these tests. */
const NO_ENGINE = "127.0.0.1:1";

/** What a plugin says about inputs. */
export interface Verdict {
    /** The inputs as the plugin would work with them; absent when it refuses the type. */
    readonly inputs?: object;
    /** What it says against the type or single inputs. */
    readonly refusals: readonly string[];
}

type Method = (request: unknown, done: (error: grpc.ServiceError | null, response: unknown) => void) => void;

export class Plugin {
    private constructor(
        private readonly process: ChildProcess,
        private readonly client: ResourceProviderClient,
    ) {}

    static async start(executable: string): Promise<Plugin> {
        const child = spawn(executable, [NO_ENGINE], { stdio: ["pipe", "pipe", "ignore"] });
        const [port] = (await once(createInterface(child.stdout), "line")) as [string];
        return new Plugin(child, new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure()));
    }

    async stop(): Promise<void> {
        this.client.close();
        this.process.kill("SIGKILL");
        await once(this.process, "exit");
    }

    /** What the engine says first: where the plugin works, as the SDK's provider would send it. */
    async configure(args: object): Promise<void> {
        await this.call("configure", new pb.ConfigureRequest().setArgs(toStruct(args)).setAcceptsecrets(true));
    }

    check(token: string, inputs: object): Promise<Verdict> {
        return this.judge("check", new pb.CheckRequest().setUrn(urnOf(token)).setNews(toStruct(inputs)));
    }

    checkConfig(token: string, inputs: object): Promise<Verdict> {
        return this.judge("checkConfig", new pb.CheckRequest().setUrn(urnOf(token)).setNews(toStruct(inputs)));
    }

    /** A component that the plugin makes itself. */
    construct(token: string, inputs: object): Promise<Verdict> {
        return this.judge("construct", new pb.ConstructRequest().setType(token).setName("name").setInputs(toStruct(inputs)));
    }

    invoke(token: string, inputs: object): Promise<Verdict> {
        return this.judge("invoke", new pb.InvokeRequest().setTok(token).setArgs(toStruct(inputs)));
    }

    /** A method of the provider. */
    method(token: string): Promise<Verdict> {
        return this.judge("call", new pb.CallRequest().setTok(token).setArgs(toStruct({})));
    }

    private async judge(method: string, request: unknown): Promise<Verdict> {
        try {
            const response = await this.call<pb.CheckResponse & pb.InvokeResponse>(method, request);
            const failures = response.getFailuresList?.() ?? [];
            const refusals = failures.map((failure) => `${failure.getProperty()}: ${failure.getReason()}`);
            return { inputs: response.getInputs?.()?.toJavaScript(), refusals };
        } catch (error) {
            return { refusals: [(error as grpc.ServiceError).details ?? String(error)] };
        }
    }

    private call<Response>(method: string, request: unknown): Promise<Response> {
        const methods = this.client as unknown as Record<string, Method>;
        return new Promise((resolve, reject) =>
            methods[method]!.call(this.client, request, (error: grpc.ServiceError | null, response: unknown) => (error ? reject(error) : resolve(response as Response))),
        );
    }
}

const urnOf = (token: string): string => `urn:pulumi:dev::gaps::${token}::name`;
