import type { Subject } from "./types";

/** Databases, caches and the keys that encrypt them. */
export const data: Subject = {
    name: "data",
    boundBy: "tag",
    types: {
        "aws:rds/instance:Instance": {
            create: ["rds:CreateDBInstance"],
            change: ["rds:ModifyDBInstance", "rds:RebootDBInstance", "rds:DeleteDBInstance", "rds:CreateDBSnapshot"],
            read: ["rds:DescribeDBInstances", "rds:ListTagsForResource"],
            about: ["rds:db:*", "rds:snapshot:*"],
            within: ["rds:subgrp:*", "rds:pg:*"],
            besides: ["rds:og:default:*"], // the option group that AWS gives to everybody
        },
        "aws:rds/subnetGroup:SubnetGroup": { create: ["rds:CreateDBSubnetGroup"], change: ["rds:ModifyDBSubnetGroup", "rds:DeleteDBSubnetGroup"], read: ["rds:DescribeDBSubnetGroups"], about: ["rds:subgrp:*"] },
        "aws:rds/parameterGroup:ParameterGroup": { create: ["rds:CreateDBParameterGroup"], change: ["rds:ModifyDBParameterGroup", "rds:ResetDBParameterGroup", "rds:DeleteDBParameterGroup"], read: ["rds:DescribeDBParameterGroups", "rds:DescribeDBParameters"], about: ["rds:pg:*"] },
        "aws:elasticache/replicationGroup:ReplicationGroup": {
            create: ["elasticache:CreateReplicationGroup"],
            change: ["elasticache:ModifyReplicationGroup", "elasticache:IncreaseReplicaCount", "elasticache:DecreaseReplicaCount", "elasticache:DeleteReplicationGroup"],
            read: ["elasticache:DescribeReplicationGroups", "elasticache:DescribeCacheClusters", "elasticache:ListTagsForResource"],
            about: ["elasticache:replicationgroup:*", "elasticache:cluster:*"],
            within: ["elasticache:subnetgroup:*", "elasticache:parametergroup:*"],
        },
        "aws:elasticache/subnetGroup:SubnetGroup": { create: ["elasticache:CreateCacheSubnetGroup"], change: ["elasticache:ModifyCacheSubnetGroup", "elasticache:DeleteCacheSubnetGroup"], read: ["elasticache:DescribeCacheSubnetGroups"], about: ["elasticache:subnetgroup:*"] },
        "aws:elasticache/parameterGroup:ParameterGroup": { create: ["elasticache:CreateCacheParameterGroup"], change: ["elasticache:ModifyCacheParameterGroup", "elasticache:DeleteCacheParameterGroup"], read: ["elasticache:DescribeCacheParameterGroups", "elasticache:DescribeCacheParameters"], about: ["elasticache:parametergroup:*"] },
        "aws:kms/key:Key": {
            change: ["kms:PutKeyPolicy", "kms:EnableKeyRotation", "kms:UpdateKeyDescription", "kms:ScheduleKeyDeletion", "kms:CreateGrant", "kms:TagResource", "kms:UntagResource"],
            read: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"],
            about: ["kms:key/*"],
        },
    },
};
