/** RDS, ElastiCache, S3, ECR: what holds data. */
import { ASSUMPTIONS } from "../assumptions";
import type { Catalogue, Item } from "../charge";

const BUCKET = "aws:s3/bucket:Bucket";
const REPOSITORY = "aws:ecr/repository:Repository";

export const data: Catalogue = {
    /** Automated backups are free up to the size of the storage, which they are assumed not to exceed. */
    "aws:rds/instance:Instance": ({ inputs }): Item[] => {
        const zones = inputs.multiAz ? "-multi-az" : "";
        return [
            { price: `RDS/${inputs.engine}${zones}/${inputs.instanceClass}`, quantity: 1 },
            { price: `RDS/storage${zones}/${inputs.storageType ?? "gp2"}`, quantity: Number(inputs.allocatedStorage) },
            // RDS keeps the master password in a secret of Secrets Manager, which is charged as any other.
            ...(inputs.manageMasterUserPassword ? [{ price: "SecretsManager/secret", quantity: 1 }] : []),
        ];
    },
    "aws:elasticache/replicationGroup:ReplicationGroup": ({ inputs }) => {
        const shards = Number(inputs.numNodeGroups ?? 1);
        const nodes = Number(inputs.numCacheClusters ?? shards * (1 + Number(inputs.replicasPerNodeGroup ?? 0)));
        return [{ price: `ElastiCache/${inputs.engine ?? "redis"}/${inputs.nodeType}`, quantity: nodes }];
    },
    "aws:elasticache/cluster:Cluster": ({ inputs }) =>
        // A member of a replication group has its node counted there.
        inputs.replicationGroupId ? [] : [{ price: `ElastiCache/${inputs.engine}/${inputs.nodeType}`, quantity: Number(inputs.numCacheNodes) }],
    [BUCKET]: (_, graph) => [{ price: "S3/standard", quantity: ASSUMPTIONS.objects.amount / graph.of(BUCKET).length, assumed: "objects" }],
    [REPOSITORY]: (_, graph) => [{ price: "ECR/storage", quantity: ASSUMPTIONS.images.amount / graph.of(REPOSITORY).length, assumed: "images" }],
};
