import { checkObject } from "../../../../providers/kubernetes/check";
import { insteadOf } from "../../../../providers/kubernetes/refusals";
import type { KubeObject } from "../../../../providers/kubernetes/objects";
import { isSupported, parseToken } from "../../../../providers/kubernetes/tokens";
import { UNKNOWN } from "../../../../providers/kit/properties";

type Inputs = Parameters<typeof checkObject>[0];

const context = { name: "web", randomSeed: Uint8Array.from([0xde, 0xad, 0xbe, 0xef, 1, 2]) };
const checked = (inputs: Inputs, old?: KubeObject): Inputs => {
    checkObject(inputs, context, old, "stage");
    return inputs;
};
const deployment = (metadata?: object): Inputs => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    ...(metadata && { metadata }),
});

describe("names", () => {
    test("an object without one gets its logical name and eight digits of the engine's seed", () => {
        expect(checked(deployment()).metadata).toEqual({
            name: "web-deadbeef",
            namespace: "stage",
            annotations: { "pulumi.com/autonamed": "true" },
        });
    });

    test("an automatic name lasts, and the program's labels and annotations stay", () => {
        const old = {
            metadata: { name: "web-1", annotations: { "pulumi.com/autonamed": "true" } },
        } as unknown as KubeObject;
        expect(checked(deployment({ labels: { a: "b" }, annotations: { c: "d" } }), old).metadata).toEqual({
            name: "web-1",
            namespace: "stage",
            labels: { a: "b" },
            annotations: { c: "d", "pulumi.com/autonamed": "true" },
        });
    });

    test("a name that the program gave up is not kept", () => {
        const old = { metadata: { name: "chosen" } } as KubeObject;
        expect(checked(deployment(), old).metadata).toHaveProperty("name", "web-deadbeef");
    });

    test("an unknown name or metadata is left alone", () => {
        expect(checked(deployment({ name: UNKNOWN, namespace: "x" })).metadata).toEqual({
            name: UNKNOWN,
            namespace: "x",
        });
        expect(checked({ ...deployment(), metadata: UNKNOWN }).metadata).toBe(UNKNOWN);
    });
});

describe("namespaces", () => {
    test.each([
        ["v1", "Namespace", undefined],
        ["rbac.authorization.k8s.io/v1", "ClusterRole", undefined],
        ["rbac.authorization.k8s.io/v1", "Role", "stage"],
        ["v1", "Secret", "stage"],
        ["example.org/v1", "Widget", undefined],
    ])("%s %s gets %s", (apiVersion, kind, namespace) => {
        expect(checked({ apiVersion, kind, metadata: { name: "a" } }).metadata).toEqual({
            name: "a",
            ...(namespace && { namespace }),
        });
    });
});

test("what would be ignored is refused by its path", () => {
    const inputs = deployment({
        generateName: "web-",
        annotations: { "pulumi.com/waitFor": "condition=Ready", "pulumi.com/skipAwait": "true" },
    });
    expect(checkObject(inputs, context, undefined, "stage").map(({ property }) => property)).toEqual([
        'metadata.annotations["pulumi.com/waitFor"]',
        "metadata.generateName",
    ]);
});

describe("type tokens", () => {
    test("give the API version and kind", () => {
        expect(parseToken("kubernetes:core/v1:Secret")).toEqual({ apiVersion: "v1", kind: "Secret" });
        expect(parseToken("kubernetes:example.org/v1:Widget")).toEqual({
            apiVersion: "example.org/v1",
            kind: "Widget",
        });
    });

    test.each([
        "kubernetes:apps/v1:Deployment",
        "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition",
        "kubernetes:example.org/v1:AllowList",
        "kubernetes:kustomize.toolkit.fluxcd.io/v1:Kustomization",
    ])("%s is supported", (token) => expect(isSupported(token)).toBe(true));

    test.each([
        "kubernetes:apps/v1:DeploymentPatch",
        "kubernetes:core/v1:ConfigMapList",
        "kubernetes:helm.sh/v3:Release",
        "kubernetes:helm.sh/v4:Chart",
        "kubernetes:yaml/v2:ConfigFile",
        "kubernetes:kustomize/v2:Directory",
        "kubernetes:meta/v1:Status",
    ])("%s is refused, with what to do instead", (token) => {
        expect(isSupported(token)).toBe(false);
        expect(insteadOf(token)).toMatch(/^(Render|Build|Declare|It supports|kubernetes\.yaml)/);
    });
});
