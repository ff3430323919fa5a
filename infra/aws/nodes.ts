/** The nodes: managed by EKS, from a launch template that says what EKS leaves open. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "./cluster";
import type { Network } from "./network";
import type { Sizes } from "./profile";
import { serviceRole } from "./service-role";

export interface NodesArgs {
    readonly environment: string;
    readonly network: Network;
    readonly cluster: Cluster;
    readonly sizes: Sizes["nodes"];
    /** Tags on the servers and disks that AWS makes for the group. */
    readonly tags: Readonly<Record<string, string>>;
    /** Pods find no network before it. */
    readonly networkAddOn: pulumi.Resource;
}

export function nodes(name: string, { environment, network, cluster, sizes, tags, networkAddOn }: NodesArgs, opts: pulumi.CustomResourceOptions): aws.eks.NodeGroup {
    const { role, rights } = serviceRole(name, {
        environment,
        service: "ec2.amazonaws.com",
        managed: ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"],
    }, opts);
    const template = new aws.ec2.LaunchTemplate(name, {
        name: `${environment}-nodes`,
        // One hop: a pod does not reach the credentials of its node.
        metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
        blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true", volumeType: "gp3", volumeSize: sizes.diskGiB, deleteOnTermination: "true" } }],
        tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({ resourceType, tags: { ...tags, Name: `${environment}-node` } })),
    }, opts);
    return new aws.eks.NodeGroup(name, {
        clusterName: cluster.eks.name,
        nodeGroupName: environment,
        nodeRoleArn: role.arn,
        subnetIds: network.subnetIds.private.slice(0, sizes.zones),
        capacityType: sizes.spot ? "SPOT" : "ON_DEMAND",
        instanceTypes: [...sizes.types],
        amiType: "AL2023_x86_64_STANDARD",
        scalingConfig: { desiredSize: sizes.count, minSize: sizes.count, maxSize: sizes.count + 1 },
        updateConfig: { maxUnavailable: 1 },
        launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
    }, { ...opts, dependsOn: [networkAddOn, ...rights] });
}
