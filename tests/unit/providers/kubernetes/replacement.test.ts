import type { KubeObject } from "../../../../providers/kubernetes/objects";
import { deletesFirst, replacesObject } from "../../../../providers/kubernetes/replacement";
import { parseSettings } from "../../../../providers/kubernetes/settings";

const object = (apiVersion: string, kind: string, rest: object = {}): KubeObject =>
    ({ apiVersion, kind, metadata: { name: "a", namespace: "b" }, ...rest }) as KubeObject;
const settings = parseSettings({});
const mutable = parseSettings({ enableConfigMapMutable: "true", enableSecretMutable: "true" });

describe("a change replaces", () => {
    test.each([
        ["apps/v1", "Deployment", "spec.selector.matchLabels.app", true],
        ["apps/v1", "Deployment", "spec.replicas", false],
        ["apps/v1", "Deployment", "spec", true],
        ["apps/v1", "DaemonSet", "spec.selector.matchLabels.app", true],
        ["apps/v1", "StatefulSet", "spec.serviceName", true],
        ["apps/v1", "StatefulSet", "spec.template.spec.containers.0.image", false],
        ["batch/v1", "Job", "spec.template.spec.containers.0.image", true],
        ["batch/v1", "Job", "spec.parallelism", false],
        ["batch/v1", "CronJob", "spec.jobTemplate.spec.template", false],
        ["v1", "Pod", "spec.containers.0.image", false],
        ["v1", "Pod", "spec.containers.0.env.0.value", true],
        ["v1", "Pod", "metadata.labels.a", false],
        ["v1", "Service", "spec.clusterIP", true],
        ["v1", "Service", "spec.ports.0.port", false],
        ["v1", "ConfigMap", "data.key", true],
        ["v1", "Secret", "stringData.key", true],
        ["v1", "PersistentVolumeClaim", "spec.resources.requests.storage", false],
        ["v1", "PersistentVolumeClaim", "spec.accessModes.0", true],
        ["rbac.authorization.k8s.io/v1", "RoleBinding", "roleRef.name", true],
        ["storage.k8s.io/v1", "StorageClass", "provisioner", true],
        ["example.org/v1", "Deployment", "spec.selector", false],
        ["v1", "ConfigMap", "metadata.name", true],
        ["v1", "ConfigMap", "metadata.namespace", true],
        ["v1", "ConfigMap", "metadata.labels.a", false],
    ])("%s %s %s: %s", (apiVersion, kind, path, expected) => {
        const old = object(apiVersion, kind);
        expect(replacesObject(path.split("."), old, old, settings)).toBe(expected);
    });

    test("data of ConfigMaps and Secrets where the provider says that it may change in place", () => {
        for (const kind of ["ConfigMap", "Secret"]) {
            const old = object("v1", kind);
            expect(replacesObject(["data", "key"], old, old, mutable)).toBe(false);
            const frozen = object("v1", kind, { immutable: true });
            expect(replacesObject(["data", "key"], frozen, frozen, mutable)).toBe(true);
        }
        expect(replacesObject(["type"], object("v1", "Secret"), object("v1", "Secret"), mutable)).toBe(true);
    });

    test("not when only the version of a group changes, but when the kind does", () => {
        const old = object("autoscaling/v1", "HorizontalPodAutoscaler");
        expect(replacesObject(["apiVersion"], old, object("autoscaling/v2", old.kind), settings)).toBe(false);
        expect(replacesObject(["apiVersion"], old, object("example.org/v2", old.kind), settings)).toBe(true);
        expect(replacesObject(["kind"], old, object("autoscaling/v1", "Other"), settings)).toBe(true);
    });
});

test("the old object goes first only when the new one needs its name", () => {
    const old = object("v1", "Service");
    const autonamed = object("v1", "Service", {
        metadata: { name: "a", namespace: "b", annotations: { "pulumi.com/autonamed": "true" } },
    });
    expect(deletesFirst(old, old)).toBe(true);
    expect(deletesFirst(autonamed, autonamed)).toBe(false);
    expect(deletesFirst(old, object("v1", "Service", { metadata: { name: "c", namespace: "b" } }))).toBe(false);
    expect(deletesFirst(old, object("v1", "Service", { metadata: { name: "a", namespace: "c" } }))).toBe(false);
});
