import { PartialFailure } from "../kit/errors";
import type { Context, Live, PropertySpec, ResourceType } from "../kit/types";
import { checkObject } from "./check";
import type { Cluster } from "./cluster";
import { ApiError, Unreachable } from "./errors";
import { foretell } from "./foretell";
import { asInputs, describe, idOf, parseId, withoutBookkeeping, type KubeObject } from "./objects";
import { refreshedInputs } from "./refresh";
import { remove } from "./remove";
import { deletesFirst, replacesObject } from "./replacement";
import { parseToken } from "./tokens";
import { judge, waitUntilReady } from "./wait";

type Specs = Record<string, PropertySpec>;

/** Any Kubernetes object: one code for every kind, because server-side apply is the same for all. */
export function kubernetesObject(cluster: () => Cluster, props: Specs): ResourceType<KubeObject, KubeObject> {
    return {
        props: props as ResourceType<KubeObject, KubeObject>["props"],
        open: true,
        check: (inputs, context, olds) => checkObject(inputs, context, olds, cluster().defaultNamespace),
        replaces: (path, olds, inputs) => replacesObject(path, olds, inputs, cluster().settings),
        deleteBeforeReplace: deletesFirst,
        preview: (inputs, context, state) => foretell(cluster(), inputs, context, state),
        create: (inputs, context) => create(cluster(), inputs, context),
        read: (id, context, state, inputs) => read(cluster(), id, context, state, inputs),
        update: (_id, state, inputs, context) => update(cluster(), state, inputs, context),
        delete: (_id, state, context) => remove(cluster(), state, context),
    };
}

async function create(
    cluster: Cluster,
    inputs: KubeObject,
    context: Context,
): Promise<{ id: string; outputs: KubeObject }> {
    if (!cluster.settings.upsertExistingObjects && (await cluster.get(inputs, context.signal))) {
        throw new Error(
            `${describe(inputs)} already exists. Import it with the resource option "import", or let the provider ` +
                "take over what exists with upsertExistingObjects.",
        );
    }
    const outputs = await applyAndWait(cluster, inputs, context);
    return { id: idOf(outputs), outputs };
}

/** The old namespace counts when the program names none: the provider's default may have changed since. */
async function update(cluster: Cluster, state: KubeObject, inputs: KubeObject, context: Context): Promise<KubeObject> {
    const namespace = inputs.metadata.namespace ?? state.metadata.namespace;
    return applyAndWait(cluster, { ...inputs, metadata: { ...inputs.metadata, namespace } }, context);
}

async function applyAndWait(cluster: Cluster, inputs: KubeObject, context: Context): Promise<KubeObject> {
    const applied = await cluster.apply(inputs, context).catch((error: unknown) => explain(error, inputs));
    const { live, reasons } = await waitUntilReady(cluster, applied, context);
    const outputs = withoutBookkeeping(live);
    if (reasons) {
        throw new PartialFailure(idOf(live), outputs, reasons);
    }
    return outputs;
}

/** A conflict has two ways out that the API server does not know. */
function explain(error: unknown, inputs: KubeObject): never {
    if (error instanceof ApiError && error.reason === "Conflict") {
        throw new Error(
            `${describe(inputs)}: ${error.message}. To take these fields over, set the annotation ` +
                'pulumi.com/patchForce to "true", or the provider\'s enablePatchForce.',
        );
    }
    throw error;
}

async function read(
    cluster: Cluster,
    id: string,
    context: Context,
    state: KubeObject | undefined,
    inputs: KubeObject | undefined,
): Promise<Live<KubeObject, KubeObject> | undefined> {
    const token = parseToken(context.type);
    const apiVersion = inputs?.apiVersion ?? state?.apiVersion ?? token.apiVersion;
    const reference = { apiVersion, kind: token.kind, metadata: parseId(id) };
    const live = await cluster.get(reference, context.signal).catch((error: unknown) => {
        if (error instanceof Unreachable && cluster.settings.deleteUnreachable) {
            context.log("warning", `${token.kind} ${id} is forgotten. ${error.message}`);
            return undefined;
        }
        throw error;
    });
    if (!live) {
        return undefined;
    }
    const outputs = withoutBookkeeping(live);
    if (!inputs) {
        return { id: idOf(live), outputs, inputs: asInputs(live) };
    }
    // By force: this asks what the inputs mean, not who may set them.
    const wanted = await cluster
        .apply({ ...inputs, metadata: { ...inputs.metadata, ...reference.metadata } }, context, {
            dryRun: true,
            force: true,
        })
        .catch((error: unknown) => {
            if (error instanceof ApiError) {
                return undefined; // what is live by now does not accept the inputs any more
            }
            throw error;
        });
    const found = refreshedInputs(inputs, live, wanted);
    const verdict = await judge(cluster, live);
    if (!verdict.ready) {
        throw new PartialFailure(idOf(live), outputs, [`${describe(live)} is not ready: ${verdict.reason}.`], found);
    }
    return { id: idOf(live), outputs, inputs: found };
}
