import { PLUGIN_KIND, whose } from "../plugins";
import { until } from "./kubernetes-plugin/control-plane";
import { Environment } from "./kubernetes-plugin/environment";

/** What goes wrong under the kubernetes plugin, and what comes from elsewhere. */
let environment: Environment;

/** Words are each plugin's own: under the official one it counts that the operation fails and says something. */
const wording = (own: string | RegExp): RegExp => (PLUGIN_KIND === "official" ? /\S/ : new RegExp(typeof own === "string" ? own.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") : own));
const ifOwn = PLUGIN_KIND === "official" ? describe.skip : describe;

jest.setTimeout(120_000);
beforeAll(async () => {
    environment = await Environment.open();
});
afterAll(() => environment?.close());

const annotated = (name: string, annotation: string, value: string): object => ({
    name,
    annotations: { [`pulumi.com/${annotation}`]: value },
});

describe(`under ${whose} plugin, a deployment that does not become ready`, () => {
    const late = { name: "late" };

    test("fails with its reasons, stays in the state, and is repaired by the next up", async () => {
        const { bench } = environment;
        const never = bench.up("deployment", { metadata: late, pods: "break", createSeconds: 4 });
        const output = await bench.failure(never);
        expect(output).toMatch(
            wording(
                "Deployment default/late is not ready: 0 of 1 replicas are available. " +
                    "The operation did not end within 4 s.",
            ),
        );
        expect(output).toMatch(wording(/pod late-\S+: container main waits: ImagePullBackOff: no such image/));
        expect(bench.resource("web")).toMatchObject({
            id: "default/late",
            initErrors: [expect.any(String), expect.any(String)],
        });
        expect((await bench.up("deployment", { metadata: late })).changes).toMatchObject({ update: 1 });
        expect(bench.resource("web")?.initErrors).toBeUndefined();
    });

    test("is told by a refresh that finds it so", async () => {
        const { bench, plane } = environment;
        const breaking = { spec: { template: { metadata: { labels: { pods: "break" } } } } };
        plane.kubectl("patch", "deployment", "late", "-p", JSON.stringify(breaking));
        expect((await bench.refresh()).output).toMatch(wording("Deployment default/late is not ready"));
        expect((await bench.up("deployment", { metadata: late })).changes).toMatchObject({ update: 1 });
    });

    test("waits as long as an annotation says, or not at all", async () => {
        const { bench, plane } = environment;
        const limited = annotated("limited", "timeoutSeconds", "1");
        const output = await bench.failure(bench.up("deployment", { metadata: limited, pods: "break" }));
        expect(output).toMatch(wording("It was waited for 1 s."));
        plane.kubectl("delete", "deployment", "limited", "--cascade=background"); // the annotation limits its deletion, too: one second is not always enough
        const skipped = annotated("skipped", "skipAwait", "true");
        const up = await bench.up("deployment", { metadata: skipped, pods: "break" });
        expect(up.changes).toMatchObject({ replace: 1 });
    });

    test("ends at once when the up is cancelled, and the state keeps it", async () => {
        const { bench, plane } = environment;
        const running = bench.failure(bench.up("deployment", { metadata: { name: "cancelled" }, pods: "break" }));
        await until("the deployment", async () => plane.kubectl("get", "deployment", "cancelled"));
        const from = Date.now();
        bench.cancel();
        expect(await running).toMatch(wording(/default\/cancelled is not ready: .* The operation was cancelled\./));
        expect(Date.now() - from).toBeLessThan(15_000);
        expect(bench.resource("web")?.id).toBe("default/cancelled");
    });
});

describe("a preview", () => {
    test("names what the API server would refuse", async () => {
        const { bench } = environment;
        const typo = bench.preview("deployment", { metadata: { name: "typo" }, extra: { replcas: 2 } });
        expect(await bench.failure(typo)).toContain(".spec.replcas");
    });

    test("of objects in a cluster that is not known yet succeeds, and so does the up", async () => {
        const { bench } = environment;
        expect((await bench.preview("chained")).changes).toMatchObject({ create: 3 });
        const { outputs } = await bench.up("chained");
        expect(environment.get("configmap", String(outputs["name"]), ".data.a")).toBe("b");
        expect((await bench.up("chained")).changes).toEqual({ same: 5 });
    });
});

describe("what belongs to somebody else", () => {
    test("an object whose name is taken is not taken over, unless the provider says so", async () => {
        const { bench, plane } = environment;
        plane.kubectl("create", "configmap", "taken");
        const args = { metadata: { name: "taken" }, data: { a: "b" } };
        expect(await bench.failure(bench.up("configMap", args))).toMatch(wording("ConfigMap default/taken already exists."));
        const up = await bench.up("configMap", { ...args, provider: { upsertExistingObjects: true } });
        expect(up.changes).toMatchObject({ create: 1 });
        expect(environment.get("configmap", "taken", ".data.a")).toBe("b");
    });

    test("a field is a conflict that names two ways out, and one of them works", async () => {
        const { bench, plane } = environment;
        const mine = (a: string, enablePatchForce: boolean) => ({
            metadata: { name: "shared" },
            data: { a },
            provider: { enablePatchForce, enableConfigMapMutable: true },
        });
        await bench.up("configMap", mine("1", false));
        plane.kubectl("patch", "configmap", "shared", "--type=merge", "-p", '{"data":{"a":"theirs"}}');
        const output = await bench.failure(bench.up("configMap", mine("2", false)));
        expect(output).toMatch(wording(/conflict with "kubectl-patch".*pulumi\.com\/patchForce.*enablePatchForce/s));
        expect(environment.get("configmap", "shared", ".data.a")).toBe("theirs");
        await bench.up("configMap", mine("2", true));
        expect(environment.get("configmap", "shared", ".data.a")).toBe("2");
    });

    test("objects are imported as they are, a secret's data encrypted", async () => {
        const { bench, plane } = environment;
        const args = { name: "imported", data: { a: "topsecret" } };
        plane.kubectl("create", "configmap", "imported", "--from-literal=a=topsecret");
        plane.kubectl("create", "secret", "generic", "imported", "--from-literal=a=topsecret");
        expect((await bench.up("imported", args)).changes).toMatchObject({ import: 2 });
        expect(bench.resource("secret")?.inputs).toMatchObject({ data: { ciphertext: expect.any(String) } });
        expect(bench.state()).not.toContain(Buffer.from("topsecret").toString("base64"));
        expect((await bench.up("imported", args)).changes).toEqual({ same: 4 });
    });

    test("an object is read by get, and one that is not there is an error", async () => {
        const { bench, plane } = environment;
        plane.kubectl("create", "configmap", "theirs", "--from-literal=a=b");
        expect((await bench.up("get", { id: "default/theirs" })).outputs["data"]).toEqual({ a: "b" });
        expect(await bench.failure(bench.up("get", { id: "default/nobodys" }))).toContain("default/nobodys");
        expect(environment.get("configmap", "theirs", ".data.a")).toBe("b"); // read, never owned
    });
});

ifOwn("what this plugin does not support is refused by its name (not asked of the official one, which supports it)", () => {
    test.each([
        ["helmRelease", "does not support kubernetes:helm.sh/v3:Release"],
        ["patch", "does not support kubernetes:core/v1:ConfigMapPatch"],
        ["list", "does not support kubernetes:core/v1:ConfigMapList"],
    ] as const)("%s", async (program, message) => {
        expect(await environment.bench.failure(environment.bench.preview(program))).toContain(message);
    });

    test("a component, by the engine: this plugin leaves the secrets in properties to it", async () => {
        const { bench } = environment;
        const output = await bench.failure(bench.preview("chart"));
        expect(output).toContain("kubernetes:helm.sh/v4:Chart resource 'chart' has a problem: plugins that can construct components");
    });

    test("an annotation", async () => {
        const { bench } = environment;
        const waits = bench.preview("configMap", { metadata: annotated("any", "waitFor", "condition=Ready") });
        expect(await bench.failure(waits)).toContain("does not support the annotation pulumi.com/waitFor");
    });

    test.each([
        [{ renderYamlToDirectory: "out" }, 'does not support "renderYamlToDirectory"'],
        [{ context: "other" }, 'The kubeconfig has no context "other".'],
    ])("an argument of the provider: %p", async (args, message) => {
        expect(await environment.bench.failure(environment.bench.preview("onlyProvider", args))).toContain(message);
    });
});

test("objects whose cluster is gone are named, with the way to forget them", async () => {
    const { bench } = environment;
    await bench.up("configMap", { metadata: { name: "left" } });
    await environment.stopCluster();
    const output = await bench.failure(bench.destroy());
    expect(output).toMatch(wording(/ConfigMap default\/left was not deleted\. The API server https:\S+ does not answer: /));
    expect(output).toMatch(wording(/deleteUnreachable/));
});
