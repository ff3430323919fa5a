import { namespace } from "../../k8s/flows";
import { Platform, type PlatformArgs } from "../../k8s/platform";
import { create, type Created } from "./mocks";

/** Marks a secret on its way to the engine: {@link https://www.pulumi.com/docs/iac/concepts/secrets/}. */
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const base64 = (text: string) => Buffer.from(text).toString("base64");

const ARGS: PlatformArgs = {
    images: {
        "network-policies": "i/network-policies:1",
        "metrics-server": "i/metrics-server:1",
        "kube-state-metrics": "i/kube-state-metrics:1",
        "local-path-provisioner": "i/local-path-provisioner:1",
        helper: "i/helper:1",
        traefik: "i/traefik:1",
    },
    brought: {},
    stages: ["test", "prod"],
    places: {
        controlPlane: ["10.64.2.20"],
        apiPort: 6443,
        nodes: ["10.64.2.20", "10.64.2.31"],
        entrance: ["10.64.2.10"],
    },
    monitoring: namespace("monitoring", { "app.kubernetes.io/name": "prometheus" }),
    tls: {
        ingress: { certificate: "INGRESS-PEM", key: "INGRESS-KEY" },
        metricsServer: { ca: "CA-PEM", certificate: "METRICS-PEM", key: "METRICS-KEY" },
    },
};

let created: Created[];
const stageNamespaces: Record<string, string> = {};
beforeAll(async () => {
    created = await create(() => {
        const platform = new Platform("platform", ARGS);
        for (const [stage, name] of Object.entries(platform.stages)) {
            name.apply((known) => (stageNamespaces[stage] = known));
        }
    });
});

const ofKind = (kind: string) => created.filter((r) => r.type.startsWith("kubernetes:") && r.type.endsWith(`:${kind}`));
const one = (kind: string, name: string) => {
    const found = ofKind(kind).filter((r) => r.inputs.metadata.name === name);
    expect(found).toHaveLength(1);
    return found[0]!.inputs;
};
const podOf = (kind: string, name: string) => one(kind, name).spec.template.spec;
const WORKLOADS = ["Deployment", "DaemonSet"];
const workloads = () => WORKLOADS.flatMap(ofKind);

test("the platform is five programs, and every child is named after it", () => {
    expect(workloads().map((r) => r.inputs.metadata.name).sort()).toEqual([
        "kube-state-metrics",
        "local-path-provisioner",
        "metrics-server",
        "network-policies",
        "traefik",
    ]);
    const names = created.map((r) => r.name);
    expect(names.filter((name) => !name.startsWith("platform"))).toEqual([]);
});

test("each program runs the image that it was given", () => {
    const images = Object.fromEntries(
        workloads().map((r) => [r.inputs.metadata.name, r.inputs.spec.template.spec.containers[0].image]),
    );
    expect(images).toEqual(
        Object.fromEntries(Object.entries(ARGS.images).filter(([name]) => name !== "helper")),
    );
});

describe("namespaces", () => {
    const LEVELS = {
        ingress: "restricted",
        monitoring: "restricted",
        prod: "restricted",
        storage: "privileged",
        test: "restricted",
    };

    test("each has the Pod Security level that it needs; only the one that makes volumes is open", () => {
        const levels = Object.fromEntries(
            ofKind("Namespace").map(({ inputs: { metadata } }) => [
                metadata.name,
                metadata.labels["pod-security.kubernetes.io/enforce"],
            ]),
        );
        expect(levels).toEqual(LEVELS);
    });

    test.each(Object.keys(LEVELS))("%s refuses every flow by default, in both directions", (namespaceName) => {
        const all = ofKind("NetworkPolicy").filter((r) => r.inputs.metadata.namespace === namespaceName);
        const refusals = all.filter((r) => Object.keys(r.inputs.spec.podSelector).length === 0);
        expect(refusals.map((r) => r.inputs.spec)).toEqual([{ podSelector: {}, policyTypes: ["Ingress", "Egress"] }]);
    });

    test("each stage has a quota, defaults for its containers, and no way to open a port of a node", () => {
        const quotas = Object.fromEntries(
            ofKind("ResourceQuota").map((r) => [r.inputs.metadata.namespace, r.inputs.spec.hard]),
        );
        expect(Object.keys(quotas).sort()).toEqual(["prod", "test"]);
        for (const hard of Object.values(quotas)) {
            expect(hard).toMatchObject({ pods: "20", "services.nodeports": "0", "services.loadbalancers": "0" });
        }
        expect(ofKind("LimitRange").map((r) => r.inputs.metadata.namespace).sort()).toEqual(["prod", "test"]);
    });

    test("a stage is handed on by its name, with the certificate of its public name in it", () => {
        expect(stageNamespaces).toEqual({ test: "test", prod: "prod" });
        const holders = ofKind("Secret").filter((r) => r.inputs.metadata.name === "tls");
        expect(holders.map((r) => r.inputs.metadata.namespace).sort()).toEqual(["prod", "test"]);
    });
});

test("keys are secret on their way into the state", () => {
    const contents = ofKind("Secret").map((r) => r.inputs.data);
    expect(contents).toHaveLength(4);
    for (const content of contents) expect(content).toMatchObject(SECRET);
    expect(contents.map((content) => content.value["tls.key"]).sort()).toEqual(
        [...Array(3).fill(base64("INGRESS-KEY")), base64("METRICS-KEY")].sort(),
    );
});

describe("security of the pods", () => {
    test.each(["kube-state-metrics", "local-path-provisioner", "metrics-server", "traefik"])(
        "%s passes the level restricted",
        (name) => {
            const pod = podOf("Deployment", name);
            expect(pod.hostNetwork).toBeUndefined();
            expect(pod.securityContext).toMatchObject({
                runAsNonRoot: true,
                seccompProfile: { type: "RuntimeDefault" },
            });
            expect(pod.containers[0].securityContext).toEqual({
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ["ALL"] },
            });
        },
    );

    test("the daemon that enforces policies has one capability, and is nowhere privileged", () => {
        const pod = podOf("DaemonSet", "network-policies");
        expect(pod.containers[0].securityContext).toMatchObject({
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"], add: ["NET_ADMIN"] },
        });
        expect(pod.containers[0].securityContext.privileged).toBeUndefined();
    });

    test("of the node it sees one directory, its own", () => {
        const { volumes } = podOf("DaemonSet", "network-policies");
        expect(volumes).toEqual([
            { name: "mark", hostPath: { path: "/var/lib/network-policies", type: "DirectoryOrCreate" } },
        ]);
    });

    test("policies are enforced on every node, whatever its taints", () => {
        expect(podOf("DaemonSet", "network-policies")).toMatchObject({
            hostNetwork: true,
            tolerations: [{ operator: "Exists" }],
        });
    });
});

describe("rights", () => {
    const rules = () => [...ofKind("ClusterRole"), ...ofKind("Role")].flatMap((r) => r.inputs.rules);

    test("nobody may do everything, and nobody reads secrets of the whole cluster", () => {
        expect(rules().length).toBeGreaterThan(10);
        for (const rule of rules()) expect(JSON.stringify(rule)).not.toContain('"*"');
        for (const { inputs } of ofKind("ClusterRole")) {
            expect(inputs.rules.flatMap((rule: { resources: string[] }) => rule.resources)).not.toContain("secrets");
        }
    });

    test("the ingress controller reads in the stages, and in no other namespace", () => {
        const roles = ofKind("Role").filter((r) => r.inputs.metadata.name === "traefik");
        expect(roles.map((r) => r.inputs.metadata.namespace).sort()).toEqual(["prod", "test"]);
    });

    test("every account is bound to every role of its name", () => {
        for (const [role, binding] of [["ClusterRole", "ClusterRoleBinding"], ["Role", "RoleBinding"]] as const) {
            const bound = ofKind(binding).map(({ inputs: { roleRef, metadata } }) => [
                roleRef.kind,
                roleRef.name,
                metadata.namespace,
            ]);
            const roles = ofKind(role).map((r) => [role, r.inputs.metadata.name, r.inputs.metadata.namespace]);
            expect(bound.sort()).toEqual(roles.sort());
        }
    });
});

describe("both ends of what reads measurements are verified", () => {
    test("metrics-server knows kubelets by the cluster's authority", () => {
        const { args } = podOf("Deployment", "metrics-server").containers[0];
        expect(args).toContain("--kubelet-certificate-authority=/var/run/secrets/kubernetes.io/serviceaccount/ca.crt");
        expect(args.join(" ")).not.toContain("insecure");
    });

    test("the API server knows metrics-server by the environment's authority", () => {
        const { spec } = one("APIService", "v1beta1.metrics.k8s.io");
        expect(spec.caBundle).toBe(base64("CA-PEM"));
        expect(spec.insecureSkipTLSVerify).toBeUndefined();
    });
});

describe("flows", () => {
    const flowsOf = (name: string) => one("NetworkPolicy", name).spec;

    test("the ingress controller is reached from the load balancer and by the monitoring only", () => {
        expect(flowsOf("traefik").ingress).toEqual([
            { from: [{ ipBlock: { cidr: "10.64.2.10/32" } }], ports: [{ port: 8443, protocol: "TCP" }] },
            { from: [ARGS.monitoring], ports: [{ port: 9100, protocol: "TCP" }] },
        ]);
    });

    test("it calls the API server and the stages", () => {
        const [api, stages] = flowsOf("traefik").egress;
        expect(api).toEqual({ to: [{ ipBlock: { cidr: "10.64.2.20/32" } }], ports: [{ port: 6443, protocol: "TCP" }] });
        expect(stages.to).toEqual([namespace("test"), namespace("prod")]);
    });

    test("metrics-server reads every kubelet and is asked by the API server alone", () => {
        const { ingress, egress } = flowsOf("metrics-server");
        expect(ingress.map((flow: { from: unknown }) => flow.from)).toEqual([[{ ipBlock: { cidr: "10.64.2.20/32" } }]]);
        expect(egress[1]).toEqual({
            to: [{ ipBlock: { cidr: "10.64.2.20/32" } }, { ipBlock: { cidr: "10.64.2.31/32" } }],
            ports: [{ port: 10250, protocol: "TCP" }],
        });
    });

    test("the provisioner of volumes is called by nobody", () => {
        expect(flowsOf("local-path-provisioner").ingress).toEqual([]);
    });
});

test("users come in through one port of the nodes, and keep their address", () => {
    const { spec } = ofKind("Service").find((r) => r.inputs.metadata.name === "traefik")!.inputs;
    expect(spec).toMatchObject({
        type: "NodePort",
        externalTrafficPolicy: "Local",
        ports: [{ port: 443, targetPort: "https", nodePort: 30443 }],
    });
    const { ports } = podOf("Deployment", "traefik").containers[0];
    expect(ports).toContainEqual({ name: "https", containerPort: 8443 });
});

test("one storage class and one ingress class are the defaults", () => {
    const defaults = (kind: string, key: string) => ofKind(kind).map((r) => r.inputs.metadata.annotations[key]);
    expect(defaults("StorageClass", "storageclass.kubernetes.io/is-default-class")).toEqual(["true"]);
    expect(defaults("IngressClass", "ingressclass.kubernetes.io/is-default-class")).toEqual(["true"]);
});

test("what makes a volume's directory has a shell and no more rights than that takes", () => {
    const { data } = one("ConfigMap", "local-path-provisioner");
    const [container] = JSON.parse(data["helperPod.yaml"]).spec.containers;
    expect(container.image).toBe("i/helper:1");
    expect(container.securityContext.capabilities).toEqual({ drop: ["ALL"], add: ["DAC_OVERRIDE"] });
});

test("a new certificate restarts those who read it when they start", async () => {
    const tls = { ...ARGS.tls, ingress: { certificate: "NEW", key: "K" } };
    const renewed = await create(() => void new Platform("platform", { ...ARGS, tls }));
    const annotations = (all: Created[]) =>
        all.find((r) => r.type.endsWith(":Deployment") && r.inputs.metadata.name === "traefik")!.inputs.spec.template
            .metadata.annotations;
    expect(Object.keys(annotations(created))).toHaveLength(1);
    expect(annotations(created)).not.toEqual(annotations(renewed));
});
