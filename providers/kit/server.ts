import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import {
    GetMappingResponse,
    GetMappingsResponse,
    InvokeResponse,
    ProviderHandshakeResponse,
    type CallRequest,
    type ConstructRequest,
    type CreateRequest,
    type InvokeRequest,
    type UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import type * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { checkConfig, configure, diffConfig } from "./configuration";
import type { Session } from "./context";
import { create, read, remove, update } from "./crud";
import { Refusal } from "./errors";
import { check, diff } from "./plan";
import { fromStruct, toStruct } from "./properties";
import { unary } from "./rpc";

async function invoke(session: Session, request: InvokeRequest): Promise<InvokeResponse> {
    const { package_, config } = session;
    const token = request.getTok();
    const invokes = package_.invokes ?? {};
    const function_ = Object.hasOwn(invokes, token) ? invokes[token] : undefined;
    if (!function_) {
        throw session.refusal(token);
    }
    const response = new InvokeResponse();
    response.setReturn(toStruct(await function_(fromStruct(request.getArgs()), config)));
    return response;
}

function info({ package_ }: Session): PluginInfo {
    const response = new PluginInfo();
    response.setVersion(package_.version);
    return response;
}

/** The methods of `pulumirpc.ResourceProvider` that a plugin for plain resources needs. */
export const methods = (session: Session): grpc.UntypedServiceImplementation => ({
    handshake: unary(() => new ProviderHandshakeResponse()),
    attach: unary(() => new Empty()),
    getPluginInfo: unary(() => info(session)),
    getSchema: unary(() => {
        throw new Refusal(
            `This ${session.package_.name} plugin has no schema to write code from: import with --generate-code=false.`,
        );
    }),
    getMapping: unary(() => new GetMappingResponse()),
    getMappings: unary(() => new GetMappingsResponse()),
    checkConfig: unary((request) => checkConfig(session, request as never)),
    diffConfig: unary((request) => diffConfig(session, request as never)),
    configure: unary((request) => configure(session, request as never)),
    invoke: unary((request) => invoke(session, request as never)),
    construct: unary((request: ConstructRequest) => {
        throw session.refusal(request.getType());
    }),
    call: unary((request: CallRequest) => {
        throw session.refusal(request.getTok());
    }),
    check: unary((request) => check(session, request as never)),
    diff: unary((request) => diff(session, request as never)),
    create: unary(
        (request: CreateRequest) => create(session, request),
        (request) => fromStruct(request.getProperties()),
    ),
    read: unary((request) => read(session, request as never)),
    update: unary(
        (request: UpdateRequest) => update(session, request),
        (request) => fromStruct(request.getNews()),
    ),
    delete: unary((request) => remove(session, request as never)),
    cancel: unary(() => {
        session.cancel();
        return new Empty();
    }),
});
