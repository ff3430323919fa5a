/** Valkey, the store beside the database for what may be lost: encrypted at rest and on its way. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Network } from "./network";
import { CACHE_PORT } from "./ports";
import type { Sizes } from "./profile";
import { securityGroup } from "./security-group";

export interface CacheArgs {
    readonly environment: string;
    readonly network: Network;
    readonly sizes: Sizes["cache"];
    readonly key: aws.kms.Key;
    /** Group of the nodes, whose pods ask. */
    readonly nodes: pulumi.Input<string>;
}

export function cache(name: string, { environment, network, sizes, key, nodes }: CacheArgs, opts: pulumi.CustomResourceOptions): aws.elasticache.ReplicationGroup {
    const subnets = new aws.elasticache.SubnetGroup(name, { name: environment, subnetIds: [...network.subnetIds.data] }, opts);
    const group = securityGroup(name, {
        vpcId: network.vpcId,
        description: "Valkey",
        from: [{ name: "nodes", peer: { group: nodes }, port: CACHE_PORT, description: "Pods" }],
        to: [],
    }, opts);
    const several = sizes.nodes > 1;
    return new aws.elasticache.ReplicationGroup(name, {
        replicationGroupId: environment,
        description: `Cache of ${environment}`,
        engine: "valkey",
        engineVersion: "8.0",
        nodeType: sizes.nodeType,
        numCacheClusters: sizes.nodes,
        automaticFailoverEnabled: several,
        multiAzEnabled: several,
        subnetGroupName: subnets.name,
        securityGroupIds: [group.id],
        atRestEncryptionEnabled: true,
        kmsKeyId: key.arn,
        transitEncryptionEnabled: true,
        applyImmediately: true,
    }, opts);
}
