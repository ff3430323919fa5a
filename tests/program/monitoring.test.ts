import * as pulumi from "@pulumi/pulumi";
import { load } from "js-yaml";
import { Monitoring, type MonitoringArgs } from "../../monitoring/stack";
import type { Created } from "./mocks";

/** Marks a secret on its way to the engine: {@link https://www.pulumi.com/docs/iac/concepts/secrets/}. */
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

const SERVERS: MonitoringArgs["servers"] = [
    { name: "bastion", role: "bastion", addresses: { private: "10.64.2.10", data: "10.64.3.10" } },
    { name: "control", role: "control", addresses: { private: "10.64.2.20" } },
    { name: "worker-1", role: "worker", addresses: { private: "10.64.2.31", data: "10.64.3.31" } },
    { name: "db-1", role: "database", addresses: { data: "10.64.3.41" } },
    { name: "db-2", role: "database", addresses: { data: "10.64.3.42" } },
];

const resources: Created[] = [];

beforeAll(async () => {
    // As the provider does, these mocks give a name to what has none of its own.
    await pulumi.runtime.setMocks({
        newResource: ({ type, name, inputs }) => {
            resources.push({ type, name, inputs });
            return { id: name, state: { ...inputs, metadata: { name, ...inputs.metadata } } };
        },
        call: () => ({}),
    });
    new Monitoring("demo-monitoring", {
        environment: "demo",
        namespace: "monitoring",
        images: { prometheus: "registry/prometheus@sha256:1", alertmanager: "registry/alertmanager@sha256:2" },
        servers: SERVERS,
        stages: ["test", "prod"],
        places: { controlPlane: ["10.64.2.20"], apiPort: 6443, nodes: ["10.64.2.20", "10.64.2.31"], entrance: ["10.64.2.10"] },
        tls: { caCertificate: "ca", certificate: "certificate", privateKey: pulumi.secret("key") },
    });
    await pulumi.runtime.disconnect(); // every resource is registered by then
});

const ofType = (type: string) => resources.filter((resource) => resource.type.endsWith(`:${type}`));
const one = (type: string, app: string) => {
    const found = ofType(type).filter(({ inputs }) => inputs.metadata.labels?.["app.kubernetes.io/name"] === app);
    expect(found).toHaveLength(1);
    return found[0]!.inputs;
};
const container = (app: string) => one("Deployment", app).spec.template.spec.containers[0];
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a parsed configuration
const scrapeConfigs = (): any[] =>
    (load(one("ConfigMap", "prometheus").data["prometheus.yml"]) as { scrape_configs: unknown[] }).scrape_configs;

test("every child's name starts with its parent's", () => {
    expect(resources.length).toBeGreaterThan(15);
    expect(resources.filter(({ name }) => !name.startsWith("demo-monitoring"))).toEqual([]);
});

test.each(["prometheus", "alertmanager"])("%s runs once, unprivileged, on storage of its own", (app) => {
    const { spec } = one("Deployment", app);
    expect(spec.replicas).toBe(1);
    expect(spec.strategy).toEqual({ type: "Recreate" });
    expect(spec.template.spec.securityContext).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: "RuntimeDefault" },
    });
    expect(container(app).securityContext).toMatchObject({
        readOnlyRootFilesystem: true,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
    });
    expect(container(app).resources.limits.memory).toMatch(/Mi$/);
    expect(spec.template.spec.volumes).toContainEqual({ name: "data", persistentVolumeClaim: { claimName: app } });
    expect(one("PersistentVolumeClaim", app).spec.storageClassName).toBeUndefined(); // the cluster's default
});

test("Prometheus bounds what it keeps by time and by size, and the size fits its storage", () => {
    expect(container("prometheus").args).toEqual(
        expect.arrayContaining(["--storage.tsdb.retention.time=15d", "--storage.tsdb.retention.size=1GB"]),
    );
    expect(one("PersistentVolumeClaim", "prometheus").spec.resources.requests.storage).toBe("2Gi");
});

test("only Prometheus has an account, and it may only read", () => {
    expect(one("Deployment", "alertmanager").spec.template.spec.automountServiceAccountToken).toBe(false);
    expect(one("Deployment", "prometheus").spec.template.spec.serviceAccountName).toBe("prometheus");
    const rulesOf = (type: string): { verbs: string[]; resources?: string[] }[] =>
        ofType(type).flatMap(({ inputs }) => inputs.rules);
    const verbs = [...rulesOf("ClusterRole"), ...rulesOf("Role")].flatMap((rule) => rule.verbs);
    expect(new Set(verbs)).toEqual(new Set(["get", "list", "watch"]));
    const cluster = rulesOf("ClusterRole").flatMap((rule) => rule.resources ?? []);
    expect(cluster.sort()).toEqual(["nodes", "nodes/metrics"]);
    expect(new Set(rulesOf("Role").flatMap((rule) => rule.resources))).toEqual(new Set(["pods"]));
    const namespaces = ofType("Role").map(({ inputs }) => inputs.metadata.namespace);
    expect(namespaces.sort()).toEqual(["ingress", "kube-system", "prod", "test"]);
});

test("the private key is a secret, and reaches no configuration file", () => {
    for (const app of ["prometheus", "alertmanager"]) {
        const { data } = one("Secret", app);
        expect(data).toMatchObject(SECRET);
        expect(Object.keys(data.value).sort()).toEqual(["ca.crt", "tls.crt", "tls.key"]);
        expect(JSON.stringify(one("ConfigMap", app))).not.toContain(Buffer.from("key").toString("base64"));
    }
});

test("a configuration is named after its content, so that another one rolls the pod", () => {
    for (const app of ["prometheus", "alertmanager"]) {
        const { name } = one("ConfigMap", app).metadata;
        expect(name).toMatch(new RegExp(`^${app}-configuration-[0-9a-f]{8}$`));
        const [{ configMap }, { secret }] = one("Deployment", app).spec.template.spec.volumes;
        expect(configMap.name).toBe(name);
        expect(secret.secretName).toBe(one("Secret", app).metadata.name);
        expect(secret.secretName).toMatch(new RegExp(`^${app}-tls-[0-9a-f]{8}$`));
    }
    expect(one("ConfigMap", "prometheus").metadata.name.slice(-8)).not.toBe(one("ConfigMap", "alertmanager").metadata.name.slice(-8));
});

test("every server and both databases are asked, each at an address that a worker reaches", () => {
    const targetsOf = (job: string): string[] =>
        scrapeConfigs()
            .find(({ job_name }) => job_name === job)
            .static_configs.flatMap((config: { targets: string[] }) => config.targets);
    const databases = ["10.64.3.41", "10.64.3.42"];
    const addresses = ["10.64.2.10", "10.64.2.20", "10.64.2.31", ...databases];
    expect(targetsOf("node")).toEqual(addresses.map((address) => `${address}:9100`));
    expect(targetsOf("postgresql")).toEqual(databases.map((address) => `${address}:9187`));
});

test("what leaves the cluster network goes over TLS, and no certificate is left unchecked", () => {
    const jobs = scrapeConfigs();
    for (const name of ["node", "postgresql", "kubelet", "cadvisor", "apiserver", "prometheus", "alertmanager"]) {
        const job = jobs.find(({ job_name }) => job_name === name);
        expect(job).toMatchObject({ scheme: "https", tls_config: { ca_file: expect.stringMatching(/\.crt$/) } });
    }
    for (const job of ["node", "postgresql"]) {
        const { tls_config } = jobs.find(({ job_name }) => job_name === job);
        expect(tls_config).toMatchObject({ cert_file: "/etc/tls/tls.crt", key_file: "/etc/tls/tls.key" });
    }
    expect(JSON.stringify(jobs)).not.toContain("insecure_skip_verify");
});

describe("flows", () => {
    const ports = (flows: { ports: { port: number }[] }[]) =>
        flows.flatMap((flow) => flow.ports.map(({ port }) => port));

    test("whoever is asked may be called", () => {
        const { policyTypes, egress } = one("NetworkPolicy", "prometheus").spec;
        expect(policyTypes).toEqual(["Ingress", "Egress"]);
        expect(new Set(ports(egress))).toEqual(new Set([53, 6443, 8080, 9093, 9100, 9153, 9187, 9464, 10250]));
    });

    test("nobody but the API server calls Prometheus, and Alertmanager calls nobody", () => {
        expect(one("NetworkPolicy", "prometheus").spec.ingress).toEqual([
            { from: [{ ipBlock: { cidr: "10.64.2.20/32" } }], ports: [{ port: 9090, protocol: "TCP" }] },
        ]);
        expect(one("NetworkPolicy", "alertmanager").spec.egress).toEqual([]);
    });
});
