import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { deployment, provided, type Lab } from "./parts";

const DEFINITIONS = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.org}
spec:
  group: example.org
  scope: Namespaced
  names: {plural: widgets, singular: widget, kind: Widget}
  versions:
  - name: v1
    served: true
    storage: true
    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: from-yaml, namespace: default}
data: {k: v}
`;

/** What one test or another changes. */
export interface Variation {
    /** Of a ConfigMap with an automatic name. */
    data?: string;
    image?: string;
    /** The selector of the Deployment, whose name is automatic. */
    app?: string;
    /** The address of the Service, whose name is fixed. */
    ip?: string;
}

/** One object of each kind that matters: named by the program or by the plugin, secret, slow to be ready, custom. */
export function platform(lab: Lab, variation: Variation): Record<string, pulumi.Output<unknown>> {
    const { data = "1", image, app = "web", ip = "10.96.0.50" } = variation;
    const options = provided(lab);
    const namespace = new k8s.core.v1.Namespace("stage", {}, options).metadata.name;
    const metadata = { namespace };
    const configuration = new k8s.core.v1.ConfigMap("configuration", { metadata, data: { data } }, options);
    const stringData = { password: pulumi.secret("hunter2") };
    new k8s.core.v1.Secret("password", { metadata: { namespace, name: "password" }, stringData }, options);
    storage(namespace, options);
    const web = new k8s.apps.v1.Deployment("web", { metadata, spec: deployment({ app, image, replicas: 2 }) }, options);
    const service = new k8s.core.v1.Service(
        "service",
        { metadata: { namespace, name: "web" }, spec: { clusterIP: ip, selector: { app }, ports: [{ port: 80 }] } },
        options,
    );
    new k8s.apiextensions.CustomResource(
        "widget",
        { apiVersion: "example.org/v1", kind: "Widget", metadata: { name: "widget" }, spec: { x: 1 } },
        { ...options, dependsOn: new k8s.yaml.ConfigGroup("definitions", { yaml: DEFINITIONS }, options) },
    );
    return {
        namespace,
        configuration: configuration.metadata.name,
        deployment: web.metadata.name,
        deploymentUid: web.metadata.uid,
        serviceUid: service.metadata.uid,
        available: web.status.availableReplicas,
    };
}

/** A claim that nothing binds, because its class waits for a pod. */
function storage(namespace: pulumi.Output<string>, options: pulumi.CustomResourceOptions): void {
    new k8s.storage.v1.StorageClass(
        "local",
        { metadata: { name: "local" }, provisioner: "example.org/none", volumeBindingMode: "WaitForFirstConsumer" },
        options,
    );
    const spec = {
        accessModes: ["ReadWriteOnce"],
        storageClassName: "local",
        resources: { requests: { storage: "1Gi" } },
    };
    new k8s.core.v1.PersistentVolumeClaim("data", { metadata: { namespace }, spec }, options);
}
