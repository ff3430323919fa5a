import {
    CheckResponse,
    DiffResponse,
    PropertyDiff,
    type CheckRequest,
    type DiffRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { check as checkInputs } from "./check";
import { toMessages } from "./configuration";
import type { Session } from "./context";
import { changes, type Change } from "./diff";
import { fromStruct, markSecrets, printPath, toStruct } from "./properties";
import type { ResourceType } from "./types";

const kinds: Record<Change["kind"], { update: PropertyDiff.Kind; replace: PropertyDiff.Kind }> = {
    add: { update: PropertyDiff.Kind.ADD, replace: PropertyDiff.Kind.ADD_REPLACE },
    delete: { update: PropertyDiff.Kind.DELETE, replace: PropertyDiff.Kind.DELETE_REPLACE },
    update: { update: PropertyDiff.Kind.UPDATE, replace: PropertyDiff.Kind.UPDATE_REPLACE },
};

export async function check(session: Session, request: CheckRequest): Promise<CheckResponse> {
    const type = session.resourceType(request.getUrn());
    const olds = fromStruct(request.getOlds());
    const { inputs, failures } = await checkInputs(
        type,
        fromStruct(request.getNews()),
        // The engine sends an empty object for a resource that is new.
        Object.keys(olds).length > 0 ? olds : undefined,
        { ...session.context(request.getUrn()), randomSeed: request.getRandomseed_asU8() },
    );
    const response = new CheckResponse();
    response.setInputs(toStruct(markSecrets(inputs, type.props)));
    response.setFailuresList(toMessages(failures));
    return response;
}

/** Compares inputs with inputs: outputs that the program cannot influence are no reason for an update. */
export function diff(session: Session, request: DiffRequest): DiffResponse {
    const type = session.resourceType(request.getUrn());
    const state = fromStruct(request.getOlds());
    const oldInputs = fromStruct(request.getOldInputs() ?? request.getOlds());
    const inputs = fromStruct(request.getNews());
    const stale = type.stale?.(state, inputs, session.context(request.getUrn())) ?? [];
    const all = [
        ...changes(type, oldInputs, inputs, request.getIgnorechangesList()),
        ...stale.map((name) => staleChange(type, name)),
    ];
    const replaced = all.filter(({ replace }) => replace);
    const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
    const response = new DiffResponse();
    response.setChanges(all.length > 0 ? DIFF_SOME : DIFF_NONE);
    response.setDiffsList(topLevel(all));
    response.setReplacesList(topLevel(replaced));
    response.setDeletebeforereplace(replaced.length > 0 && type.deleteBeforeReplace?.(oldInputs, inputs) === true);
    response.setHasdetaileddiff(true);
    for (const change of all) {
        response.getDetaileddiffMap().set(printPath(change.path), toMessage(change));
    }
    return response;
}

const staleChange = (type: ResourceType, name: string): Change => ({
    path: [name],
    kind: "update",
    replace: !type.update,
    input: false,
});

const topLevel = (all: readonly Change[]): string[] => [...new Set(all.map(({ path }) => String(path[0])))];

function toMessage({ kind, replace, input }: Change): PropertyDiff {
    const message = new PropertyDiff();
    message.setKind(kinds[kind][replace ? "replace" : "update"]);
    message.setInputdiff(input);
    return message;
}
