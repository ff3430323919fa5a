import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { SERVICE_CIDR } from "./addresses";
import type { Network } from "./network";
import { serviceRole } from "./service-role";
import type { AwsSettings } from "./settings";

/** Kubernetes as EKS numbers it: the minor version that the target `local` has, too. */
const VERSION = "1.36";

export interface ClusterArgs {
    readonly environment: string;
    readonly network: Network;
    readonly settings: Pick<AwsSettings, "access" | "endpoint" | "administrators" | "region">;
    readonly key: aws.kms.Key;
    readonly logDays: number;
}

/** The control plane, which AWS operates; its nodes are `nodes.ts`. */
export class Cluster extends pulumi.ComponentResource {
    readonly eks: aws.eks.Cluster;
    /** Group that the control plane and all nodes are in. */
    readonly securityGroupId: pulumi.Output<string>;
    /** Asks `aws eks get-token` each time, so it holds no secret. */
    readonly kubeconfig: pulumi.Output<string>;

    constructor(name: string, args: ClusterArgs, opts: pulumi.ComponentResourceOptions) {
        super("plateau:aws:Cluster", name, {}, opts);
        const child = { parent: this };
        const { environment, network, settings, key } = args;
        // Made here, so that it has tags, an end, and goes with the environment.
        const logs = new aws.cloudwatch.LogGroup(name, { name: `/aws/eks/${environment}/cluster`, retentionInDays: args.logDays }, child);
        const { role, rights } = serviceRole(name, { environment, service: "eks.amazonaws.com", managed: ["AmazonEKSClusterPolicy"] }, child);
        const open = settings.endpoint === "allow-list" && settings.access.length > 0;
        this.eks = new aws.eks.Cluster(name, {
            name: environment,
            version: VERSION,
            roleArn: role.arn,
            vpcConfig: {
                subnetIds: [...network.subnetIds.control],
                endpointPrivateAccess: true,
                endpointPublicAccess: open,
                ...(open && { publicAccessCidrs: [...settings.access] }),
            },
            accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: true },
            kubernetesNetworkConfig: { serviceIpv4Cidr: SERVICE_CIDR },
            enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
            encryptionConfig: { provider: { keyArn: key.arn }, resources: ["secrets"] },
            bootstrapSelfManagedAddons: false, // they are in addons.ts, with their versions
            upgradePolicy: { supportType: "STANDARD" }, // extended support costs six times as much
        }, { ...child, dependsOn: [logs, ...rights] });
        this.securityGroupId = this.eks.vpcConfig.clusterSecurityGroupId;
        settings.administrators.forEach((principalArn, index) => {
            const entry = new aws.eks.AccessEntry(`${name}-administrator-${index + 1}`, { clusterName: this.eks.name, principalArn }, child);
            new aws.eks.AccessPolicyAssociation(`${name}-administrator-${index + 1}`, {
                clusterName: this.eks.name,
                principalArn,
                policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
                accessScope: { type: "cluster" },
            }, { ...child, dependsOn: [entry] });
        });
        this.kubeconfig = pulumi.all([this.eks.name, this.eks.endpoint, this.eks.certificateAuthority.data]).apply(([cluster, server, authority]) => kubeconfig(cluster, server, authority, settings.region));
        this.registerOutputs({});
    }
}

function kubeconfig(cluster: string, server: string, authority: string, region: string): string {
    return JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        "current-context": cluster,
        clusters: [{ name: cluster, cluster: { server, "certificate-authority-data": authority } }],
        contexts: [{ name: cluster, context: { cluster, user: cluster } }],
        users: [{
            name: cluster,
            user: {
                exec: {
                    apiVersion: "client.authentication.k8s.io/v1",
                    command: "aws",
                    args: ["--region", region, "eks", "get-token", "--cluster-name", cluster, "--output", "json"],
                    interactiveMode: "Never",
                },
            },
        }],
    });
}
