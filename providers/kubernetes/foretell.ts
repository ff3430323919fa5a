import { hasUnknown, UNKNOWN } from "../kit/properties";
import type { Context } from "../kit/types";
import type { Cluster } from "./cluster";
import { UnknownKind } from "./discovery";
import { ApiError, Unreachable } from "./errors";
import { withoutBookkeeping, type KubeObject } from "./objects";

type Fields = Record<string, unknown>;

/** A dry run fails on these because something else is not there yet that the same update creates. */
function comesLater(error: unknown): boolean {
    if (error instanceof UnknownKind) {
        return true;
    }
    return (
        error instanceof ApiError &&
        (error.status === 404 ||
            (error.status === 403 && /not found/.test(error.message)) ||
            (error.status === 400 && /dry ?run/i.test(error.message))) // a webhook that cannot do dry runs
    );
}

/** What the object will be: by a dry run on the API server where that can be asked, otherwise as the program says. */
export async function foretell(
    cluster: Cluster,
    inputs: KubeObject,
    context: Context,
    state: KubeObject | undefined,
): Promise<object> {
    if (hasUnknown(inputs)) {
        return withUnknowns(inputs, inputs);
    }
    try {
        if (!state && (await cluster.get(inputs, context.signal))) {
            // Its predecessor is deleted first: the API server would compare the two. Or the names clash, and the
            // update will say so.
            return withUnknowns(inputs, inputs);
        }
        const result = await cluster.apply(inputs, context, { dryRun: true });
        return withUnknowns(withoutBookkeeping(result), inputs);
    } catch (error) {
        if (error instanceof Unreachable) {
            context.log("warning", `This preview has not been checked by the cluster. ${error.message}`);
        } else if (!comesLater(error)) {
            throw error;
        }
        return withUnknowns(inputs, inputs);
    }
}

/** Hides what only the real operation decides: a dry run answers with addresses and versions that nobody will see. */
export function withUnknowns(object: KubeObject, inputs: KubeObject): Fields {
    const masked: Fields = { ...object, status: UNKNOWN };
    if (typeof object.metadata === "object") {
        masked["metadata"] = { ...object.metadata, uid: UNKNOWN, resourceVersion: UNKNOWN, creationTimestamp: UNKNOWN };
    }
    if (object.kind === "Service" && object.apiVersion === "v1" && typeof object["spec"] === "object") {
        masked["spec"] = maskService(object["spec"] as Fields, (inputs["spec"] ?? {}) as Fields);
    }
    return masked;
}

function maskService(spec: Fields, given: Fields): Fields {
    if (given["type"] === "ExternalName") {
        return spec;
    }
    const keep = (field: string): unknown => given[field] ?? UNKNOWN;
    const givenPorts = Array.isArray(given["ports"]) ? (given["ports"] as Fields[]) : [];
    const ports = Array.isArray(spec["ports"]) ? (spec["ports"] as Fields[]) : undefined;
    return {
        ...spec,
        clusterIP: keep("clusterIP"),
        clusterIPs: given["clusterIP"] === "None" ? ["None"] : keep("clusterIPs"),
        ...(ports && {
            ports: ports.map((port, index) =>
                "nodePort" in port ? { ...port, nodePort: givenPorts[index]?.["nodePort"] ?? UNKNOWN } : port,
            ),
        }),
    };
}
