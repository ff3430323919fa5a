import * as grpc from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { toStruct } from "./properties";

/** The object exists, but is not as it should be: the state keeps it, and the next update tries again. */
export class PartialFailure extends Error {
    constructor(
        readonly id: string,
        readonly outputs: object,
        readonly reasons: string[],
        /** What the state keeps as the inputs. Default: those of the operation. */
        readonly inputs?: object,
    ) {
        super(reasons.join("\n"));
        this.name = "PartialFailure";
    }
}

/** A type or function that this plugin does not have. */
export class Refusal extends Error {
    override name = "Refusal";
}

/** The engine finds the half-made object in the details of the status, a binary trailer of the call. */
function initFailed(error: PartialFailure, inputs: object): grpc.ServerErrorResponse {
    const detail = new ErrorResourceInitFailed();
    detail.setId(error.id);
    detail.setProperties(toStruct(error.outputs));
    detail.setInputs(toStruct(error.inputs ?? inputs));
    detail.setReasonsList(error.reasons);
    const any = new Any();
    any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const status = new Status();
    status.setCode(grpc.status.UNKNOWN);
    status.setMessage(error.message);
    status.addDetails(any);
    const metadata = new grpc.Metadata();
    metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
    return { name: error.name, message: error.message, code: grpc.status.UNKNOWN, details: error.message, metadata };
}

/** These come from a mistake in a plugin, never from what the user did: their place in the code matters. */
const isBug = (error: unknown): boolean =>
    error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;

/** The error of an operation as gRPC sends it. `inputs` are those the operation was called with. */
export function toServiceError(error: unknown, inputs: object = {}): grpc.ServerErrorResponse {
    if (error instanceof PartialFailure) {
        return initFailed(error, inputs);
    }
    const message = error instanceof Error ? error.message : String(error);
    const details = isBug(error) ? `This is a bug in the plugin: ${(error as Error).stack ?? message}` : message;
    const code = error instanceof Refusal ? grpc.status.UNIMPLEMENTED : grpc.status.UNKNOWN;
    return { name: "Error", message: details, code, details };
}
