/** What EKS adds to a bare control plane, and with which rights: a role for each, by Pod Identity. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "./cluster";
import { serviceRole } from "./service-role";

export interface AddOnArgs {
    readonly environment: string;
    readonly cluster: Cluster;
}

interface AddOn {
    readonly name: string;
    readonly settings?: object;
    /** Account of its pods, and AWS's own policy for them. */
    readonly identity?: { readonly serviceAccount: string; readonly policy: string };
}

const IDENTITY_AGENT: AddOn = { name: "eks-pod-identity-agent" };
const NETWORK: AddOn = {
    name: "vpc-cni",
    settings: { enableNetworkPolicy: "true" },
    identity: { serviceAccount: "aws-node", policy: "AmazonEKS_CNI_Policy" },
};
const PROXY: AddOn = { name: "kube-proxy" };
/** They are pods like others: there have to be nodes. */
const NAMES: AddOn = { name: "coredns" };
const METRICS: AddOn = { name: "metrics-server" };
const STORAGE: AddOn = {
    name: "aws-ebs-csi-driver",
    settings: { controller: { replicaCount: 1 } },
    identity: { serviceAccount: "ebs-csi-controller-sa", policy: "service-role/AmazonEBSCSIDriverPolicy" },
};

/** Before the nodes: a node without a network never becomes ready. */
export function nodeAddOns(name: string, args: AddOnArgs, opts: pulumi.CustomResourceOptions): aws.eks.Addon {
    addOn(name, IDENTITY_AGENT, args, opts);
    addOn(name, PROXY, args, opts);
    return addOn(name, NETWORK, args, opts);
}

/** After the nodes, on which they run. */
export function clusterAddOns(name: string, args: AddOnArgs, opts: pulumi.CustomResourceOptions): Record<"names" | "metrics" | "storage", aws.eks.Addon> {
    return { names: addOn(name, NAMES, args, opts), metrics: addOn(name, METRICS, args, opts), storage: addOn(name, STORAGE, args, opts) };
}

function addOn(prefix: string, { name, settings, identity }: AddOn, { environment, cluster }: AddOnArgs, opts: pulumi.CustomResourceOptions): aws.eks.Addon {
    const full = `${prefix}-${name}`;
    const identified = identity && serviceRole(full, { environment, service: "pods.eks.amazonaws.com", managed: [identity.policy] }, opts);
    return new aws.eks.Addon(full, {
        clusterName: cluster.eks.name,
        addonName: name,
        resolveConflictsOnCreate: "OVERWRITE",
        resolveConflictsOnUpdate: "OVERWRITE",
        ...(settings && { configurationValues: JSON.stringify(settings) }),
        ...(identified && { podIdentityAssociations: [{ serviceAccount: identity.serviceAccount, roleArn: identified.role.arn }] }),
    }, { ...opts, dependsOn: [...[opts.dependsOn ?? []].flat(), ...(identified?.rights ?? [])] as pulumi.Resource[] });
}
