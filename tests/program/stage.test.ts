import * as pulumi from "@pulumi/pulumi";
import { Stage, type StageArgs } from "../../apps/stage";
import { namespace } from "../../k8s/flows";
import { create, type Created } from "./mocks";

const OWNER_PASSWORD = "owner-8c1f";
const APP_PASSWORD = "app-77d2";
const base64 = (text: string) => Buffer.from(text).toString("base64");

/** Marks a secret on its way to the engine: {@link https://www.pulumi.com/docs/iac/concepts/secrets/}. */
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

const argsOf = (stage: string, more: Partial<StageArgs> = {}): StageArgs => ({
    stage,
    namespace: stage,
    images: { web: "registry/web@sha256:1", api: "registry/api@sha256:2", worker: "registry/worker@sha256:3" },
    database: {
        host: "10.64.3.41",
        port: 5432,
        addresses: ["10.64.3.41", "10.64.3.42"],
        name: `bookings_${stage}`,
        owner: { user: `bookings_${stage}_owner`, password: pulumi.secret(OWNER_PASSWORD) },
        app: { user: `bookings_${stage}_app`, password: APP_PASSWORD }, // even if whoever calls forgets to say so
        caPem: "PEM",
    },
    ingress: { host: `${stage}.demo.localhost`, tlsSecretName: "certificate", className: "traefik" },
    ingressController: namespace("ingress", { "app.kubernetes.io/name": "traefik" }),
    monitoring: namespace("monitoring"),
    ...more,
});

let created: Created[];
let preprod: Created[];
beforeAll(async () => {
    created = await create(() => void new Stage("prod", argsOf("prod", { replicas: { web: 2 } })));
    preprod = await create(() => void new Stage("preprod", argsOf("preprod", { replicas: { web: 2 } })));
});

const ofType = (type: string) => created.filter((r) => r.type.endsWith(`:${type}`));
const one = (type: string, name: string) => {
    const found = ofType(type).filter((r) => r.name === name);
    expect(found).toHaveLength(1);
    return found[0]!.inputs;
};
const PODS = ["prod-web", "prod-api", "prod-worker", "prod-migrate"];
const templateOf = (name: string) => one(name === "prod-migrate" ? "Job" : "Deployment", name).spec.template;
const environmentOf = (name: string): Record<string, string> =>
    Object.fromEntries(
        templateOf(name).spec.containers[0].env.map((e: { name: string; value: string }) => [e.name, e.value]),
    );

test("three services and one migration, all in the stage's namespace, all named after their parent", () => {
    expect(
        ofType("Deployment")
            .map((r) => r.name)
            .sort(),
    ).toEqual(["prod-api", "prod-web", "prod-worker"]);
    expect(ofType("Job").map((r) => r.name)).toEqual(["prod-migrate"]);
    const objects = created.filter((r) => r.type.startsWith("kubernetes:"));
    expect(objects.map((r) => r.inputs.metadata.namespace)).toEqual(objects.map(() => "prod"));
    expect(created.filter((r) => !/^prod(-|$)/.test(r.name))).toEqual([]);
});

describe.each(PODS)("%s", (name) => {
    test('passes the Pod Security level "restricted" and cannot write to its root', () => {
        const { spec } = templateOf(name);
        expect(spec.securityContext).toMatchObject({
            runAsNonRoot: true,
            runAsUser: 10001,
            seccompProfile: { type: "RuntimeDefault" },
        });
        expect(spec.automountServiceAccountToken).toBe(false);
        for (const container of spec.containers) {
            expect(container.securityContext).toEqual({
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ["ALL"] },
            });
        }
        expect(spec.containers[0].volumeMounts.every((mount: { readOnly: boolean }) => mount.readOnly)).toBe(true);
    });

    test("says what it needs and what it may take", () => {
        const { requests, limits } = templateOf(name).spec.containers[0].resources;
        for (const amounts of [requests, limits]) expect(Object.keys(amounts).sort()).toEqual(["cpu", "memory"]);
    });

    test("has its own policy, for both directions", () => {
        const { spec } = one("NetworkPolicy", name);
        expect(spec.policyTypes).toEqual(["Ingress", "Egress"]);
        expect(spec.podSelector.matchLabels).toEqual(templateOf(name).metadata.labels);
    });
});

test.each(["prod-web", "prod-api", "prod-worker"])("%s is asked whether it lives and whether it is ready", (name) => {
    const [container] = templateOf(name).spec.containers;
    expect(container.livenessProbe.httpGet).toEqual({ path: "/healthz", port: "metrics" });
    expect(container.readinessProbe.httpGet).toEqual({ path: "/readyz", port: "metrics" });
    expect(container.startupProbe.failureThreshold).toBeGreaterThan(container.livenessProbe.failureThreshold);
    expect(container.ports).toContainEqual({ name: "metrics", containerPort: 9464 });
});

test("a service finds its pods, and two replicas are not evicted together", () => {
    const labels = templateOf("prod-web").metadata.labels;
    expect(one("Service", "prod-web").spec.selector).toEqual(labels);
    expect(one("Deployment", "prod-web").spec.selector.matchLabels).toEqual(labels);
    expect(
        ofType("Service")
            .map((r) => r.name)
            .sort(),
    ).toEqual(["prod-api", "prod-web"]);
    expect(ofType("PodDisruptionBudget").map((r) => [r.name, r.inputs.spec.maxUnavailable])).toEqual([["prod-web", 1]]);
});

describe("flows", () => {
    const peers = (rules: { from?: object[]; to?: object[]; ports: { port: number }[] }[]) =>
        rules.map(({ from, to, ports }) => [from ?? to, [...new Set(ports.map(({ port }) => port))]]);
    const pods = (app: string) => [
        { podSelector: { matchLabels: { "app.kubernetes.io/name": app, "app.kubernetes.io/part-of": "bookings" } } },
    ];
    const dns = [[expect.objectContaining({ podSelector: { matchLabels: { "k8s-app": "kube-dns" } } })], [53]];
    const database = [[{ ipBlock: { cidr: "10.64.3.41/32" } }, { ipBlock: { cidr: "10.64.3.42/32" } }], [5432]];
    const scrape = [[namespace("monitoring")], [9464]];
    const visitors = [[namespace("ingress", { "app.kubernetes.io/name": "traefik" })], [8080]];

    test.each([
        ["prod-web", [visitors, scrape], [dns, [pods("api"), [8080]]]],
        ["prod-api", [[pods("web"), [8080]], scrape], [dns, database]],
        ["prod-worker", [scrape], [dns, database]],
        ["prod-migrate", [], [dns, database]],
    ])("%s: these and no other", (name, ingress, egress) => {
        const { spec } = one("NetworkPolicy", name);
        expect(peers(spec.ingress)).toEqual(ingress);
        expect(peers(spec.egress)).toEqual(egress);
    });
});

describe("secrets", () => {
    test.each([
        ["owner", OWNER_PASSWORD],
        ["app", APP_PASSWORD],
    ])("the password of the %s is kept secret in the state", (user, password) => {
        expect(one("Secret", `prod-database-${user}`).data).toEqual({
            ...SECRET,
            value: { password: base64(password) },
        });
    });

    test("no other object holds a password", () => {
        const others = JSON.stringify(created.filter((r) => !r.type.endsWith(":Secret")));
        for (const password of [OWNER_PASSWORD, APP_PASSWORD]) {
            expect(others).not.toContain(password);
            expect(others).not.toContain(base64(password));
        }
    });

    test("a pod has the password that it needs and no other", () => {
        const secrets = (name: string): string[] =>
            templateOf(name).spec.volumes.flatMap(
                (v: { secret?: { secretName: string } }) => v.secret?.secretName ?? [],
            );
        expect(PODS.map(secrets)).toEqual([[], ["database-app"], ["database-app"], ["database-owner"]]);
        expect(environmentOf("prod-api")).toMatchObject({
            DATABASE_USER: "bookings_prod_app",
            DATABASE_HOST: "10.64.3.41",
        });
        expect(environmentOf("prod-migrate")).toMatchObject({
            DATABASE_USER: "bookings_prod_owner",
            APP_ROLE: "bookings_prod_app",
        });
    });

    test("a new password restarts who uses it", async () => {
        const args = argsOf("prod");
        const app = { ...args.database.app, password: "another" };
        const changed = await create(() => void new Stage("prod", { ...args, database: { ...args.database, app } }));
        const annotations = (resources: Created[], name: string) =>
            resources.find((r) => r.name === name && r.type.endsWith(":Deployment"))!.inputs.spec.template.metadata
                .annotations;
        expect(annotations(changed, "prod-api")).not.toEqual(annotations(created, "prod-api"));
        expect(annotations(changed, "prod-web")).toEqual(annotations(created, "prod-web"));
    });
});

test("visitors reach web over TLS, under the stage's name", () => {
    expect(one("Ingress", "prod-web").spec).toMatchObject({
        ingressClassName: "traefik",
        tls: [{ hosts: ["prod.demo.localhost"], secretName: "certificate" }],
        rules: [
            {
                host: "prod.demo.localhost",
                http: { paths: [{ backend: { service: { name: "web", port: { name: "http" } } } }] },
            },
        ],
    });
});

test("the stages differ in their names only", () => {
    const text = (resources: Created[], stage: string) =>
        resources
            .filter((r) => !r.type.endsWith(":Secret"))
            .map((r) => JSON.stringify(r).replaceAll(new RegExp(`(?<![a-z])${stage}(?![a-z])`, "g"), "STAGE"))
            .sort();
    expect(text(preprod, "preprod")).toEqual(text(created, "prod"));
});
