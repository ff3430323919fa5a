import type { KubeObject } from "../../../../providers/kubernetes/objects";
import { ruleFor } from "../../../../providers/kubernetes/readiness";
import type { Look } from "../../../../providers/kubernetes/readiness/types";
import { symptoms } from "../../../../providers/kubernetes/symptoms";
import recorded from "./recorded.json";

/** A cluster that holds the given objects and ignores selectors. */
const cluster = (...objects: object[]): Look => ({
    get: async ({ kind, metadata }) =>
        (objects as KubeObject[]).find((each) => each.kind === kind && each.metadata.name === metadata.name),
    list: async (_version, kind) => (objects as KubeObject[]).filter((each) => each.kind === kind),
});

/** "ready", the reason why not, or the reason after "failed:". */
async function verdict(object: object, look: Look = cluster(), since = 0): Promise<string> {
    const found = await ruleFor(object as KubeObject)?.judge(object as KubeObject, look, since);
    if (!found || found.ready) {
        return found ? "ready" : "no rule";
    }
    return `${found.final ? "failed: " : ""}${found.reason}`;
}

/** A recorded object with some of its fields replaced. */
const with_ = (object: object, change: Record<string, object>): object => {
    const merged: Record<string, unknown> = { ...object };
    for (const [key, fields] of Object.entries(change)) {
        merged[key] = { ...(merged[key] as object), ...fields };
    }
    return merged;
};

describe("workloads, as a real control plane showed them", () => {
    test("a Deployment", async () => {
        expect(await verdict(recorded["deployment-web-new"])).toBe("0 of 2 replicas are available");
        expect(await verdict(recorded["deployment-web-half"])).toBe("1 of 2 replicas are available");
        expect(await verdict(recorded["deployment-web-ready"])).toBe("ready");
    });

    test("a Deployment that gave up is final, unless it gave up before this operation", async () => {
        const late = recorded["deployment-web-deadline"];
        const gaveUp = Date.parse("2026-11-24T01:59:52Z");
        expect(await verdict(late, cluster(), gaveUp)).toBe(
            'failed: ReplicaSet "web-7866ccff64" has timed out progressing.',
        );
        expect(await verdict(late, cluster(), gaveUp + 1)).toBe("1 of 2 replicas are available");
    });

    test("a change that no controller has seen, old replicas, and a refused pod", async () => {
        const ready = recorded["deployment-web-ready"];
        expect(await verdict(with_(ready, { metadata: { generation: 2 } }))).toBe(
            "its controller has not seen the change yet",
        );
        expect(await verdict(with_(ready, { status: { replicas: 3 } }))).toBe("1 old replicas have not ended yet");
        const conditions = [{ type: "ReplicaFailure", status: "True", message: "exceeded quota" }];
        expect(await verdict(with_(ready, { status: { updatedReplicas: 0, conditions } }))).toBe(
            "0 of 2 replicas are up to date (exceeded quota)",
        );
    });

    test("a StatefulSet", async () => {
        expect(await verdict(recorded["statefulset-db-new"])).toBe("0 of 2 replicas are ready");
        expect(await verdict(recorded["statefulset-db-half"])).toBe("1 of 2 replicas are ready");
        const ready = recorded["statefulset-db-ready"];
        expect(await verdict(ready)).toBe("ready");
        const updating = { status: { updateRevision: "db-2", updatedReplicas: 1 } };
        expect(await verdict(with_(ready, updating))).toBe("1 of 2 replicas are up to date");
        expect(await verdict(with_(ready, { ...updating, spec: { updateStrategy: { type: "OnDelete" } } }))).toBe(
            "ready",
        );
        const partition = { type: "RollingUpdate", rollingUpdate: { partition: 1 } };
        expect(await verdict(with_(ready, { ...updating, spec: { updateStrategy: partition } }))).toBe("ready");
    });

    test("a Job", async () => {
        expect(await verdict(recorded["job-migrate-new"])).toBe("0 of 1 pods have succeeded, 0 have failed");
        expect(await verdict(recorded["job-migrate-failed"])).toBe(
            "failed: Job has reached the specified backoff limit",
        );
        expect(await verdict(with_(recorded["job-migrate-new"], { spec: { suspend: true } }))).toBe("ready");
        const conditions = [{ type: "Complete", status: "True" }];
        expect(await verdict(with_(recorded["job-migrate-new"], { status: { conditions } }))).toBe("ready");
    });

    test("a DaemonSet", async () => {
        const daemonSet = (status: object): object => ({
            apiVersion: "apps/v1",
            kind: "DaemonSet",
            metadata: { generation: 1 },
            spec: {},
            status: { observedGeneration: 1, desiredNumberScheduled: 3, ...status },
        });
        expect(await verdict(daemonSet({}))).toBe("pods on 0 of 3 nodes are up to date");
        expect(await verdict(daemonSet({ updatedNumberScheduled: 3, numberAvailable: 2 }))).toBe(
            "pods on 2 of 3 nodes are available",
        );
        expect(await verdict(daemonSet({ updatedNumberScheduled: 3, numberAvailable: 3 }))).toBe("ready");
    });

    test("a Pod", async () => {
        const [ready, waiting] = recorded["pods-half"] as [object, object];
        expect(await verdict(ready)).toBe("ready");
        expect(await verdict(waiting)).toBe("it is Pending");
        expect(await verdict(with_(waiting, { status: { phase: "Failed", message: "evicted" } }))).toBe(
            "failed: evicted",
        );
        expect(await verdict(with_(waiting, { status: { phase: "Succeeded" } }))).toBe("ready");
    });
});

describe("services and ingresses", () => {
    const service = recorded["service-web-new"];
    const [empty] = recorded["endpointslices-half"] as [object];
    const slice = (ready?: boolean): object => ({
        ...empty,
        endpoints: [{ addresses: ["10.0.0.1"], conditions: { ready } }],
    });
    const noPod = "none of the pods that it selects is ready, or spec.selector matches no pod";

    test("a Service leads to a ready pod, unless it cannot", async () => {
        expect(await verdict(service)).toBe(noPod);
        expect(await verdict(service, cluster(empty, slice(false)))).toBe(noPod);
        expect(await verdict(service, cluster(empty, slice(true)))).toBe("ready");
        expect(await verdict(service, cluster(slice()))).toBe("ready"); // no condition means ready
        expect(await verdict(with_(service, { spec: { clusterIP: "None" } }))).toBe("ready");
        expect(await verdict({ ...service, spec: { clusterIP: "10.96.0.2" } })).toBe("ready");
        expect(await verdict(with_(service, { spec: { type: "ExternalName" } }))).toBe("ready");
        expect(await verdict(with_(service, { spec: { type: "LoadBalancer" } }), cluster(slice(true)))).toBe(
            "it has no load balancer address yet",
        );
    });

    test("an Ingress has backends and an address", async () => {
        const ingress = {
            apiVersion: "networking.k8s.io/v1",
            kind: "Ingress",
            metadata: { name: "web", namespace: "rec" },
            spec: { rules: [{ http: { paths: [{ path: "/", backend: { service: { name: "web" } } }] } }] },
        };
        expect(await verdict(ingress)).toBe("the service web that it leads to does not exist");
        expect(await verdict(ingress, cluster(service))).toBe("the service web that it leads to has no ready pod");
        expect(await verdict(ingress, cluster(service, slice(true)))).toMatch(
            /^no ingress controller has given it an address/,
        );
        const placed = with_(ingress, { status: { loadBalancer: { ingress: [{ ip: "10.0.0.9" }] } } });
        expect(await verdict(placed, cluster(service, slice(true)))).toBe("ready");
    });
});

describe("storage and the rest", () => {
    const claim = recorded["pvc-data-new"];
    const storageClass = (mode: string, isDefault: string): object => ({
        kind: "StorageClass",
        metadata: { name: "local", annotations: { "storageclass.kubernetes.io/is-default-class": isDefault } },
        volumeBindingMode: mode,
    });

    test("a claim is bound, or waits for its first pod as its class says", async () => {
        const pending = "it is Pending, not Bound";
        expect(await verdict(claim)).toBe(pending);
        expect(await verdict(claim, cluster(storageClass("Immediate", "true")))).toBe(pending);
        expect(await verdict(claim, cluster(storageClass("WaitForFirstConsumer", "false")))).toBe(pending);
        expect(await verdict(claim, cluster(storageClass("WaitForFirstConsumer", "true")))).toBe("ready");
        const named = with_(claim, { spec: { storageClassName: "local" } });
        expect(await verdict(named)).toBe(`${pending} (there is no storage class local)`);
        expect(await verdict(named, cluster(storageClass("WaitForFirstConsumer", "false")))).toBe("ready");
        expect(await verdict(with_(claim, { status: { phase: "Bound" } }))).toBe("ready");
        expect(await verdict(with_(claim, { status: { phase: "Lost" } }))).toBe("failed: its volume is lost");
    });

    test("definitions, quotas and tokens", async () => {
        const crd = { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition", metadata: {} };
        expect(await verdict(crd)).toBe("the API server does not serve it yet");
        expect(await verdict({ ...crd, status: { conditions: [{ type: "Established", status: "True" }] } })).toBe(
            "ready",
        );
        const names = [{ type: "NamesAccepted", status: "False", message: "taken" }];
        expect(await verdict({ ...crd, status: { conditions: names } })).toBe("failed: taken");
        const quota = { apiVersion: "v1", kind: "ResourceQuota", metadata: {}, spec: { hard: { pods: "3" } } };
        expect(await verdict(quota)).toBe("its limits are not in force yet");
        expect(await verdict({ ...quota, status: { hard: { pods: "3" } } })).toBe("ready");
        const token = { apiVersion: "v1", kind: "Secret", metadata: {}, type: "kubernetes.io/service-account-token" };
        expect(await verdict(token)).toBe("its token has not been issued");
        expect(await verdict({ ...token, type: "Opaque" })).toBe("ready");
    });

    test("nothing is waited for where the annotation says so, or where there is nothing to wait for", async () => {
        const annotations = { "pulumi.com/skipAwait": "true" };
        expect(await verdict(with_(recorded["deployment-web-new"], { metadata: { annotations } }))).toBe("no rule");
        expect(await verdict({ apiVersion: "v1", kind: "ConfigMap", metadata: {} })).toBe("no rule");
        expect(await verdict({ apiVersion: "example.org/v1", kind: "Deployment", metadata: {} })).toBe("no rule");
    });
});

test("symptoms tell why: what pods wait for, and the latest warnings about the object and its parts", async () => {
    const warning = (name: string, reason: string): object => ({
        kind: "Event",
        involvedObject: { kind: "ReplicaSet", name },
        reason,
        message: "m",
    });
    const look = cluster(
        ...recorded["pods-half"],
        warning("web-7866ccff64", "FailedCreate"),
        warning("website", "Other"),
    );
    expect(await symptoms(look, recorded["deployment-web-half"] as unknown as KubeObject)).toEqual([
        expect.stringMatching(/^pod web-\S+: container c waits: ImagePullBackOff: Back-off pulling image "nginx:1"$/),
        "ReplicaSet web-7866ccff64: FailedCreate: m",
    ]);
});
