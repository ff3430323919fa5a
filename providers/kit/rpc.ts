import * as grpc from "@grpc/grpc-js";
import { toServiceError } from "./errors";

const running = new Set<Promise<void>>();

/** Resolves when no call is being answered any more, even if nobody waits for the answer. */
export const idle = async (): Promise<void> => {
    while (running.size > 0) {
        await Promise.all(running);
    }
};

/** Turns an asynchronous function into the handler of a call with one request and one answer. */
export const unary =
    <Request, Response>(
        answer: (request: Request) => Response | Promise<Response>,
        /** What a half-made resource keeps as its inputs. */
        inputsOf?: (request: Request) => object,
    ): grpc.handleUnaryCall<Request, Response> =>
    (call, callback) => {
        const run = async (): Promise<void> => {
            try {
                callback(null, await answer(call.request));
            } catch (error) {
                callback(toServiceError(error, inputsOf?.(call.request)));
            }
        };
        const done = run().finally(() => running.delete(done));
        running.add(done);
    };

/** Answers every method that `known` lacks with its name, instead of the silence of a missing handler. */
export function withRefusals(
    service: grpc.ServiceDefinition,
    known: grpc.UntypedServiceImplementation,
): grpc.UntypedServiceImplementation {
    const refuse = (method: string) => (call: grpc.ServerUnaryCall<unknown, unknown>, callback: unknown) => {
        const error = { code: grpc.status.UNIMPLEMENTED, details: `This plugin does not support ${method}.` };
        if (typeof callback === "function") {
            callback(error);
        } else {
            call.emit("error", error); // a call that streams its answer has no callback
        }
    };
    const refusals = Object.keys(service).map((method) => [method, refuse(method)]);
    return { ...Object.fromEntries(refusals), ...known };
}

/** As large as Pulumi's own limit: a state with many certificates or manifests exceeds the default of 4 MiB. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** Serves on a free port of the loopback interface and returns it. */
export async function listen(
    service: grpc.ServiceDefinition,
    known: grpc.UntypedServiceImplementation,
): Promise<number> {
    const server = new grpc.Server({
        "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
        "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
    });
    server.addService(service, withRefusals(service, known));
    return new Promise((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
            error ? reject(error) : resolve(port),
        );
    });
}
