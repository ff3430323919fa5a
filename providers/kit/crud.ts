import {
    CreateResponse,
    ReadResponse,
    UpdateResponse,
    type CreateRequest,
    type DeleteRequest,
    type ReadRequest,
    type UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Session } from "./context";
import { PartialFailure } from "./errors";
import { fromStruct, markSecrets, toStruct, UNKNOWN } from "./properties";
import type { Context, OutputSpec, Properties, ResourceType } from "./types";

/** Marks the secret ones of what an operation returned. What is both input and output is secret if either says so. */
function marked(type: ResourceType, outputs: object): Properties {
    const specs = { ...type.props } as Record<string, OutputSpec>;
    for (const [name, spec] of Object.entries(type.outputs ?? {}) as [string, OutputSpec][]) {
        specs[name] = { secret: spec.secret || specs[name]?.secret };
    }
    return markSecrets(outputs, specs);
}

/** The outputs of a half-made object are as secret as those of a whole one. */
async function withMarks<Result>(type: ResourceType, operation: Promise<Result>): Promise<Result> {
    return operation.catch((error: unknown) => {
        throw error instanceof PartialFailure
            ? new PartialFailure(
                  error.id,
                  marked(type, error.outputs),
                  error.reasons,
                  error.inputs && markSecrets(error.inputs, type.props),
              )
            : error;
    });
}

/** What a preview shows: outputs that the operation may change are unknown, so that all that depends on them is too. */
async function foretell(type: ResourceType, inputs: object, context: Context, state?: Properties): Promise<Properties> {
    if (type.preview) {
        return marked(type, await type.preview(inputs, context, state));
    }
    const specs = Object.entries(type.outputs ?? {}) as [string, OutputSpec][];
    const outputs = specs.map(([name, { stable }]) => [name, stable && state ? state[name] : UNKNOWN]);
    return marked(type, { ...Object.fromEntries(outputs), ...inputs });
}

export async function create(session: Session, request: CreateRequest): Promise<CreateResponse> {
    const type = session.resourceType(request.getUrn());
    const preview = request.getPreview();
    const context = session.context(request.getUrn(), { preview, timeoutSeconds: request.getTimeout() });
    const inputs = fromStruct(request.getProperties());
    const response = new CreateResponse();
    if (preview) {
        response.setProperties(toStruct(await foretell(type, inputs, context)));
        return response;
    }
    const { id, outputs } = await withMarks(type, type.create(inputs, context));
    response.setId(id);
    response.setProperties(toStruct(marked(type, outputs)));
    return response;
}

/** An empty ID in the answer says that the object is gone. */
export async function read(session: Session, request: ReadRequest): Promise<ReadResponse> {
    const type = session.resourceType(request.getUrn());
    const context = session.context(request.getUrn(), { timeoutSeconds: request.getTimeout() });
    const state = fromStruct(request.getProperties());
    const inputs = fromStruct(request.getInputs());
    const given = (properties: Properties): Properties | undefined =>
        Object.keys(properties).length > 0 ? properties : undefined;
    if (!type.read && !given(state)) {
        throw new Error(`${context.type} cannot be imported: nothing outside Pulumi's state knows it.`);
    }
    const live = type.read
        ? await withMarks(type, type.read(request.getId(), context, given(state), given(inputs)))
        : { outputs: state, inputs };
    const response = new ReadResponse();
    if (live) {
        response.setId(live.id ?? request.getId());
        response.setProperties(toStruct(marked(type, live.outputs)));
        response.setInputs(toStruct(markSecrets(live.inputs, type.props)));
    }
    return response;
}

export async function update(session: Session, request: UpdateRequest): Promise<UpdateResponse> {
    const type = session.resourceType(request.getUrn());
    const preview = request.getPreview();
    const context = session.context(request.getUrn(), { preview, timeoutSeconds: request.getTimeout() });
    const state = fromStruct(request.getOlds());
    const inputs = fromStruct(request.getNews());
    const response = new UpdateResponse();
    if (preview) {
        response.setProperties(toStruct(await foretell(type, inputs, context, state)));
        return response;
    }
    if (!type.update) {
        throw new Error(`${context.type} cannot be updated in place.`);
    }
    const oldInputs = fromStruct(request.getOldInputs());
    const outputs = await withMarks(type, type.update(request.getId(), state, inputs, context, oldInputs));
    response.setProperties(toStruct(marked(type, outputs)));
    return response;
}

export async function remove(session: Session, request: DeleteRequest): Promise<Empty> {
    const type = session.resourceType(request.getUrn());
    const context = session.context(request.getUrn(), { timeoutSeconds: request.getTimeout() });
    await type.delete(request.getId(), fromStruct(request.getProperties()), context);
    return new Empty();
}
