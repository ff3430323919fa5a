import { UNKNOWN } from "../../../../providers/kit/properties";
import type { Context } from "../../../../providers/kit/types";
import type { Cluster } from "../../../../providers/kubernetes/cluster";
import { ApiError, Unreachable } from "../../../../providers/kubernetes/errors";
import { foretell } from "../../../../providers/kubernetes/foretell";
import type { KubeObject } from "../../../../providers/kubernetes/objects";

const context = { signal: new AbortController().signal, log: jest.fn() } as unknown as Context;
const inputs = {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "web" },
    spec: { type: "NodePort", ports: [{ port: 80 }, { port: 81, nodePort: 30081 }] },
} as unknown as KubeObject;
/** What a dry run answers: with addresses that the real operation would choose anew. */
const answer = {
    ...inputs,
    metadata: { name: "web", uid: "dry", resourceVersion: "1", managedFields: [] },
    spec: {
        type: "NodePort",
        clusterIP: "10.96.0.9",
        clusterIPs: ["10.96.0.9"],
        sessionAffinity: "None",
        ports: [
            { port: 80, nodePort: 31000 },
            { port: 81, nodePort: 30081 },
        ],
    },
    status: { loadBalancer: {} },
} as unknown as KubeObject;

const cluster = (overrides: Partial<Record<"get" | "apply", unknown>> = {}): Cluster =>
    ({ get: jest.fn(async () => undefined), apply: jest.fn(async () => answer), ...overrides }) as unknown as Cluster;

test("a dry run tells defaults, and hides what only the real operation decides", async () => {
    expect(await foretell(cluster(), inputs, context, undefined)).toEqual({
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: "web", uid: UNKNOWN, resourceVersion: UNKNOWN, creationTimestamp: UNKNOWN },
        spec: {
            type: "NodePort",
            sessionAffinity: "None",
            clusterIP: UNKNOWN,
            clusterIPs: UNKNOWN,
            ports: [
                { port: 80, nodePort: UNKNOWN },
                { port: 81, nodePort: 30081 },
            ],
        },
        status: UNKNOWN,
    });
});

test("addresses that the program chose are known", async () => {
    const headless = { ...inputs, spec: { clusterIP: "None" } } as unknown as KubeObject;
    const found = (await foretell(cluster(), headless, context, undefined)) as { spec: object };
    expect(found.spec).toMatchObject({ clusterIP: "None", clusterIPs: ["None"] });
});

test("inputs with unknown values are not sent to the cluster", async () => {
    const partly = { ...inputs, metadata: { name: "web", namespace: UNKNOWN } };
    const asked = cluster();
    expect(await foretell(asked, partly, context, undefined)).toMatchObject({
        metadata: { namespace: UNKNOWN },
        status: UNKNOWN,
    });
    expect(asked.get).not.toHaveBeenCalled();
    expect(asked.apply).not.toHaveBeenCalled();
});

test("an object that is to be replaced is not compared with its predecessor", async () => {
    const asked = cluster({ get: async () => answer });
    expect(await foretell(asked, inputs, context, undefined)).toMatchObject({
        metadata: { name: "web" },
        status: UNKNOWN,
    });
    expect(asked.apply).not.toHaveBeenCalled();
});

test.each([
    ["a namespace that comes later", new ApiError(404, { message: 'namespaces "x" not found' })],
    ["a service account that comes later", new ApiError(403, { message: "service account x/default was not found" })],
    ["a webhook without dry runs", new ApiError(400, { message: "webhook does not support dry run" })],
])("%s does not disturb the preview", async (_what, error) => {
    const asked = cluster({ apply: async () => Promise.reject(error) });
    expect(await foretell(asked, inputs, context, undefined)).toMatchObject({ metadata: { name: "web" } });
});

test("a refusal by the API server does", async () => {
    const error = new ApiError(422, { message: "spec.ports: Required value" });
    await expect(
        foretell(cluster({ apply: async () => Promise.reject(error) }), inputs, context, undefined),
    ).rejects.toBe(error);
});

test("a cluster that does not answer is a warning", async () => {
    const asked = cluster({ get: async () => Promise.reject(new Unreachable("The API server is gone.")) });
    await foretell(asked, inputs, context, undefined);
    expect(context.log).toHaveBeenCalledWith(
        "warning",
        "This preview has not been checked by the cluster. The API server is gone.",
    );
});
