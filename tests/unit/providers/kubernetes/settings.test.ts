import { UNKNOWN } from "../../../../providers/kit/properties";
import { decodeYaml } from "../../../../providers/kubernetes/decode";
import { checkSettings, isSuppressed, parseSettings, replacingKeys } from "../../../../providers/kubernetes/settings";

test("the SDK's JSON texts become flags, and empty texts nothing", () => {
    const settings = parseSettings({
        enablePatchForce: "true",
        deleteUnreachable: "false",
        context: "",
        namespace: "n",
    });
    expect(settings).toMatchObject({
        enablePatchForce: true,
        deleteUnreachable: false,
        upsertExistingObjects: false,
        namespace: "n",
    });
    expect(settings.context).toBeUndefined();
});

test("every argument that would be ignored is named", () => {
    const config = {
        kubeconfig: UNKNOWN,
        version: "4.34.2",
        suppressDeprecationWarnings: "true",
        renderYamlToDirectory: "out",
        helmReleaseSettings: "{}",
        enableServerSideApply: "false",
    };
    expect(checkSettings(config).map(({ property }) => property)).toEqual([
        "renderYamlToDirectory",
        "helmReleaseSettings",
        "enableServerSideApply",
    ]);
    expect(checkSettings({ kubeconfig: "k", enableServerSideApply: "true" })).toEqual([]);
});

test("what the API server warns of is said, unless it is a deprecation that nobody wants to hear of", () => {
    const [deprecated, other] = ["policy/v1beta1 PodDisruptionBudget is deprecated in v1.21+", "would violate PodSecurity"] as const;
    const suppressed = (settings: object) => [deprecated, other].map((warning) => isSuppressed(warning, parseSettings({ ...settings })));
    expect(suppressed({})).toEqual([false, false]);
    expect(suppressed({ suppressDeprecationWarnings: "true" })).toEqual([true, false]);
});

describe("the environment", () => {
    afterEach(() => {
        for (const name of Object.keys(process.env).filter((key) => key.startsWith("PULUMI_K8S_"))) delete process.env[name];
    });

    test("sets what the configuration does not say", () => {
        process.env["PULUMI_K8S_ENABLE_CONFIGMAP_MUTABLE"] = "1";
        process.env["PULUMI_K8S_ENABLE_PATCH_FORCE"] = "true";
        expect(parseSettings({ enablePatchForce: "false" })).toMatchObject({ enableConfigMapMutable: true, enablePatchForce: false });
    });

    test("is refused where it asks for what this plugin does not support", () => {
        process.env["PULUMI_K8S_ENABLE_SERVER_SIDE_APPLY"] = "false";
        process.env["PULUMI_K8S_SKIP_UPDATE_UNREACHABLE"] = "true";
        const properties = checkSettings({}).map(({ property }) => property);
        expect(properties).toEqual(["skipUpdateUnreachable", "enableServerSideApply"]);
    });
});

describe("a change of the provider replaces its objects", () => {
    /** Stands for reading the kubeconfig: its text is the cluster's identity and the client's, joined by a dash. */
    const identityOf = ({ kubeconfig }: { kubeconfig?: string }): string | undefined => kubeconfig?.split("-")[0];
    const keys = (olds: object, news: object, ...changed: string[]): string[] =>
        replacingKeys({ ...olds }, { ...news }, changed, identityOf);

    test("when the kubeconfig leads to another cluster, not when only the client's certificate is new", () => {
        expect(keys({ kubeconfig: "one-a" }, { kubeconfig: "two-a" }, "kubeconfig")).toEqual(["kubeconfig"]);
        expect(keys({ kubeconfig: "one-a" }, { kubeconfig: "one-b" }, "kubeconfig")).toEqual([]);
    });

    test("not while the kubeconfig is unknown", () => {
        expect(keys({ kubeconfig: "one-a" }, { kubeconfig: UNKNOWN }, "kubeconfig")).toEqual([]);
    });

    test("as the identifier says, whatever the kubeconfig is", () => {
        const olds = { kubeconfig: "one-a", clusterIdentifier: "i" };
        expect(keys(olds, { kubeconfig: "two-a", clusterIdentifier: "i" }, "kubeconfig")).toEqual([]);
        expect(keys(olds, { kubeconfig: "one-a", clusterIdentifier: "j" }, "clusterIdentifier")).toEqual([
            "clusterIdentifier",
        ]);
    });
});

test("YAML is read as Kubernetes reads it", async () => {
    const text =
        "mode: 0644\non: yes\ndate: 2026-01-02\nbase: &b {x: 1}\nmore: {<<: *b}\n---\n# nothing\n---\nkind: A\n";
    expect(await decodeYaml({ text })).toEqual({
        result: [{ mode: 420, true: true, date: "2026-01-02", base: { x: 1 }, more: { x: 1 } }, { kind: "A" }],
    });
});
