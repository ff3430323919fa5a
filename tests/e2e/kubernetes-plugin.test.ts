import { readFileSync } from "node:fs";
import { isNamespaced } from "../../providers/kubernetes/scope";
import { Environment } from "./kubernetes-plugin/environment";
import type { Variation } from "./kubernetes-plugin/platform";

/**
 * The life of a platform under the kubernetes plugin: the real engine, the unchanged SDK, a real control plane. The
 * tests go on where the one before them stopped.
 */
let environment: Environment;

/** The outputs of the last change. */
let seen: Record<string, string>;

const VARIED: Variation = { image: "i:2", data: "2", app: "web2", ip: "10.96.0.51" };
/** How many resources the program makes, those of Pulumi itself included. */
const RESOURCES = 13;
const texts = (outputs: Record<string, unknown>): Record<string, string> =>
    Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, String(value)]));
const base64 = (text: string): string => Buffer.from(text).toString("base64");

jest.setTimeout(120_000);
beforeAll(async () => {
    environment = await Environment.open();
});
afterAll(() => environment?.close());

test("a preview makes nothing; an up makes all of it and waits until it works", async () => {
    const { bench, plane } = environment;
    expect((await bench.preview("platform", {})).changes).toEqual({ create: RESOURCES });
    expect(plane.kubectl("get", "namespaces", "-o", "name")).not.toContain("stage");
    const up = await bench.up("platform", {});
    expect(up.changes).toEqual({ create: RESOURCES });
    seen = texts(up.outputs);
    expect(seen["available"]).toBe("2");
    expect(environment.get("widget", "widget", ".spec.x")).toBe("1");
    expect(environment.get("secret", "password", ".data.password", seen["namespace"])).toBe(base64("hunter2"));
});

test("no secret lies in the state in the clear, neither the program's nor the way into the cluster", () => {
    const { bench, plane } = environment;
    const kubeconfig = JSON.parse(readFileSync(plane.kubeconfig, "utf8")) as { users: { user: { token: string } }[] };
    const { token } = kubeconfig.users[0]!.user;
    const state = bench.state();
    for (const secret of ["hunter2", base64("hunter2"), token]) {
        expect(state).not.toContain(secret);
    }
    expect(bench.resource("password")?.outputs).toMatchObject({ data: { ciphertext: expect.any(String) } });
    expect(bench.resource("lab")?.inputs).toMatchObject({ kubeconfig: { ciphertext: expect.any(String) } });
});

test("a second up and a refresh change nothing, whatever the cluster spells differently or adds", async () => {
    const { bench, plane } = environment;
    expect((await bench.up("platform", {})).changes).toEqual({ same: RESOURCES });
    expect((await bench.refresh()).changes).toEqual({ same: RESOURCES });
    plane.kubectl("-n", seen["namespace"]!, "label", "configmap", seen["configuration"]!, "foreign=x");
    await bench.refresh();
    expect((await bench.up("platform", {})).changes).toEqual({ same: RESOURCES });
});

test("a changed image updates in place, as the preview foretold", async () => {
    const { bench } = environment;
    const preview = await bench.preview("platform", { image: "i:2" });
    expect(preview.changes).toEqual({ same: RESOURCES - 1, update: 1 });
    expect(preview.output).toMatch(/Deployment web update.*\[diff: ~spec\]/);
    const up = await bench.up("platform", { image: "i:2" });
    expect(up.changes).toEqual({ same: RESOURCES - 1, update: 1 });
    expect(texts(up.outputs)["deploymentUid"]).toBe(seen["deploymentUid"]);
    expect(environment.get("deployment", seen["deployment"]!, "..image", seen["namespace"])).toBe("i:2");
});

test("an immutable property replaces, under a new automatic name or the same fixed one", async () => {
    const { bench, plane } = environment;
    const up = await bench.up("platform", VARIED);
    expect(up.changes).toEqual({ same: RESOURCES - 3, replace: 3 });
    const now = texts(up.outputs);
    for (const name of ["configuration", "deployment", "deploymentUid", "serviceUid"]) {
        expect(now[name]).not.toBe(seen[name]);
    }
    expect(environment.get("service", "web", ".spec.clusterIP", now["namespace"])).toBe("10.96.0.51");
    expect(plane.kubectl("-n", now["namespace"]!, "get", "deployments", "-o", "name").split("\n")).toHaveLength(1);
    seen = now;
});

test("a refresh finds drift exactly where it is, and the next up repairs it", async () => {
    const { bench, plane } = environment;
    plane.kubectl("-n", seen["namespace"]!, "scale", "deployment", seen["deployment"]!, "--replicas=1");
    plane.kubectl("-n", seen["namespace"]!, "delete", "configmap", seen["configuration"]!);
    expect((await bench.refresh()).changes).toEqual({ same: RESOURCES - 2, update: 1, delete: 1 });
    expect(bench.resource("web")?.inputs).toMatchObject({
        spec: { replicas: 1, template: { spec: expect.any(Object) } },
    });
    const up = await bench.up("platform", VARIED);
    expect(up.changes).toEqual({ same: RESOURCES - 2, update: 1, create: 1 });
    expect(texts(up.outputs)["available"]).toBe("2");
    expect((await bench.refresh()).changes).toEqual({ same: RESOURCES });
});

test("the plugin knows of every kind of this API server whether its objects are in a namespace", () => {
    const lines = environment.plane.kubectl("api-resources", "--no-headers").split("\n");
    const kinds = lines.map((line) => line.trim().split(/\s+/).slice(-3) as [string, string, string]);
    const builtIn = kinds.filter(([apiVersion, , kind]) => isNamespaced(apiVersion, kind) !== undefined);
    expect(builtIn.length).toBeGreaterThan(40);
    const wrong = builtIn.filter(([apiVersion, namespaced, kind]) => String(isNamespaced(apiVersion, kind)) !== namespaced);
    expect(wrong).toEqual([]);
});

test("a destroy takes everything away and waits until it is gone", async () => {
    const { bench, plane } = environment;
    expect((await bench.destroy()).changes).toEqual({ delete: RESOURCES });
    expect(plane.kubectl("get", "namespaces", "-o", "name")).not.toContain("stage");
    expect(plane.kubectl("get", "customresourcedefinitions", "-o", "name")).toBe("");
});
