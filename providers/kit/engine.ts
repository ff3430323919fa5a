import * as grpc from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import type { Context } from "./types";

const severities: Record<Parameters<Context["log"]>[0], LogSeverity> = {
    debug: LogSeverity.DEBUG,
    info: LogSeverity.INFO,
    warning: LogSeverity.WARNING,
    error: LogSeverity.ERROR,
};

export interface LogEntry {
    urn: string;
    severity: keyof typeof severities;
    message: string;
    /** Shown only until the next entry of the resource. */
    ephemeral: boolean;
}

/** Sends messages to the engine that started the plugin. */
export class Engine {
    private readonly client: EngineClient | undefined;

    /** Without an address (a plugin started by hand) messages are dropped. */
    constructor(address: string | undefined) {
        this.client = address ? new EngineClient(address, grpc.credentials.createInsecure()) : undefined;
    }

    /** Never fails and is not awaited: an operation must not end because its progress could not be shown. */
    log(entry: LogEntry): void {
        const request = new LogRequest();
        request.setUrn(entry.urn);
        request.setSeverity(severities[entry.severity]);
        request.setMessage(entry.message);
        request.setEphemeral(entry.ephemeral);
        this.client?.log(request, () => undefined);
    }
}
