import { declaredEnvironment } from "../../../infra/declared/environment";
import { plain } from "../../../infra/declared/program";
import { networkOfSlot } from "../../../infra/addresses";
import { POLICIES } from "../../../policies/all";
import { containers } from "../../../policies/docker/containers";
import { AS_ROOT, pods } from "../../../policies/kubernetes/pods";
import { violations } from "./judge";

const server = { memory: 512, ports: [{ internal: 22, external: 22000, ip: "127.0.0.1" }] };
const judge = (change: object) => violations(containers, "docker:index/container:Container", { ...server, ...change });

test("a server of the target local", () => {
    expect(judge({})).toEqual([]);
    expect(judge({ privileged: true })).toEqual(["privileged is true."]);
    expect(judge({ memory: undefined })).toHaveLength(1);
    expect(judge({ networkMode: "host" })).toHaveLength(1);
    expect(judge({ ports: [{ internal: 22, external: 22000 }] })).toEqual([expect.stringContaining("every address")]);
    expect(judge({ ports: [{ internal: 22, external: 22000, ip: "0.0.0.0" }] })).toHaveLength(1);
});

describe("pods", () => {
    const container = { name: "a", resources: { limits: { cpu: "1", memory: "1Mi" } }, securityContext: { runAsNonRoot: true } };
    const deployment = (change: object, name = "a") =>
        violations(pods, "kubernetes:apps/v1:Deployment", { metadata: { name }, spec: { template: { spec: { containers: [{ ...container, ...change }] } } } });

    test("neither privileged nor root nor without limits", () => {
        expect(deployment({})).toEqual([]);
        expect(deployment({ securityContext: { runAsNonRoot: true, privileged: true } })).toEqual(["the container a is privileged."]);
        expect(deployment({ securityContext: {} })).toEqual([expect.stringContaining("may run as root")]);
        expect(deployment({ resources: { limits: { memory: "1Mi" } } })).toEqual(["the container a has no limit of cpu."]);
    });

    test("a named exception is about root alone", () => {
        const [name = ""] = Object.keys(AS_ROOT);
        expect(deployment({ securityContext: {} }, name)).toEqual([]);
        expect(deployment({ securityContext: { privileged: true } }, name)).toHaveLength(1);
    });

    test("in every kind that holds a pod", () => {
        const spec = { containers: [{ ...container, resources: {} }] };
        const template = { spec: { template: { spec } } };
        for (const kind of ["apps/v1:StatefulSet", "apps/v1:DaemonSet", "batch/v1:Job"]) expect(violations(pods, `kubernetes:${kind}`, template)).toHaveLength(1);
        expect(violations(pods, "kubernetes:core/v1:Pod", { spec })).toHaveLength(1);
        expect(violations(pods, "kubernetes:batch/v1:CronJob", { spec: { jobTemplate: template } })).toHaveLength(1);
        expect(violations(pods, "kubernetes:core/v1:Pod", { spec: { ...spec, initContainers: spec.containers } })).toHaveLength(2);
    });
});

test("the environment of the target local keeps every policy", async () => {
    const declared = await declaredEnvironment("demo", { network: networkOfSlot(3) });
    const of = (type: string) => declared.filter((resource) => resource.type === type).length;
    expect(of("docker:index/container:Container")).toBe(6);
    expect(of("kubernetes:apps/v1:Deployment")).toBeGreaterThan(5);
    const found = POLICIES.flatMap((policy) =>
        "validateResource" in policy ? declared.flatMap(({ type, name, inputs }) => violations(policy, type, plain(inputs)).map((message) => `${name}: ${message}`)) : [],
    );
    expect(found).toEqual([]);
});
