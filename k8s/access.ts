/** Who may ask the Kubernetes API for what: an account for each program, and the rules that it needs, no more. */
import * as k8s from "@pulumi/kubernetes";
import type { rbac } from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import { selectorOf, type PodArgs } from "./workload";

/** To know objects and every change of them. */
export const READ = ["get", "list", "watch"];

export interface AccountArgs extends Pick<PodArgs, "app" | "partOf"> {
    readonly namespace: pulumi.Input<string>;
    /** Rights in the whole cluster: for what belongs to no namespace, and for what watches all of them. */
    readonly everywhere?: rbac.v1.PolicyRule[];
    /** Rights in single namespaces, by the namespace's name. */
    readonly inNamespaces?: Readonly<Record<string, rbac.v1.PolicyRule[]>>;
}

/** Creates an account with its roles. Returns its name, which is known once the rights are there. */
export function account(name: string, args: AccountArgs, opts: pulumi.CustomResourceOptions): pulumi.Output<string> {
    const labels = selectorOf(args);
    const created = new k8s.core.v1.ServiceAccount(name, {
        metadata: { name: args.app, namespace: args.namespace, labels },
        automountServiceAccountToken: false, // the pod says itself that it wants the token
    }, opts);
    const subjects = [{ kind: "ServiceAccount", name: created.metadata.name, namespace: args.namespace }];
    const bindings: pulumi.Resource[] = [];

    if (args.everywhere) {
        // Names of the whole cluster: "metrics-server" alone could be anyone's.
        const metadata = { name: `plateau:${args.app}`, labels };
        const role = new k8s.rbac.v1.ClusterRole(name, { metadata, rules: args.everywhere }, opts);
        bindings.push(
            new k8s.rbac.v1.ClusterRoleBinding(name, {
                metadata,
                roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role.metadata.name },
                subjects,
            }, opts),
        );
    }
    for (const [namespace, rules] of Object.entries(args.inNamespaces ?? {})) {
        const metadata = { name: args.app, namespace, labels };
        const role = new k8s.rbac.v1.Role(`${name}-${namespace}`, { metadata, rules }, opts);
        bindings.push(
            new k8s.rbac.v1.RoleBinding(`${name}-${namespace}`, {
                metadata,
                roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
                subjects,
            }, opts),
        );
    }
    return pulumi.all([created.metadata.name, ...bindings.map((b) => b.urn)]).apply(([accountName]) => accountName!);
}
