import type { ResourceValidationPolicy } from "@pulumi/policy";
import { byType, items, type Properties } from "../reading";

/** AWS takes both the value and its text in launch templates. */
const isTrue = (value: unknown): boolean => value === true || value === "true";

/** Disks, databases and caches. Buckets are encrypted by S3 itself, always. */
export const encryption: ResourceValidationPolicy = {
    name: "storage-encrypted",
    description: "Every disk, database and cache is encrypted (CIS AWS Foundations 3.0.0, 2.2.1 and 2.3.1; ANSSI, Guide d'hygiène informatique, mesure 31).",
    validateResource: byType({
        "aws:ec2/instance:Instance": (instance, report) => {
            if (!isTrue(instance["rootBlockDevice"]?.encrypted)) report("rootBlockDevice.encrypted is not true.");
            for (const disk of items<Properties>(() => instance["ebsBlockDevices"])) {
                if (!isTrue(disk["encrypted"])) report(`the disk ${disk["deviceName"]} is not encrypted.`);
            }
        },
        "aws:ec2/launchTemplate:LaunchTemplate": (template, report) => {
            const disks = items<Properties>(() => template["blockDeviceMappings"]);
            if (disks.length === 0) report("blockDeviceMappings names no disk, so the image decides whether it is encrypted.");
            for (const disk of disks) {
                if (!isTrue(disk["ebs"]?.encrypted)) report(`the disk ${disk["deviceName"]} is not encrypted.`);
            }
        },
        "aws:ebs/volume:Volume": (volume, report) => {
            if (!isTrue(volume["encrypted"])) report("encrypted is not true.");
        },
        "aws:rds/instance:Instance": (database, report) => {
            if (!isTrue(database["storageEncrypted"])) report("storageEncrypted is not true.");
        },
        "aws:rds/cluster:Cluster": (database, report) => {
            if (!isTrue(database["storageEncrypted"])) report("storageEncrypted is not true.");
        },
        "aws:elasticache/replicationGroup:ReplicationGroup": (cache, report) => {
            if (!isTrue(cache["atRestEncryptionEnabled"])) report("atRestEncryptionEnabled is not true.");
            if (!isTrue(cache["transitEncryptionEnabled"])) report("transitEncryptionEnabled is not true.");
        },
        "aws:elasticache/serverlessCache:ServerlessCache": () => undefined, // encrypted always, at rest and on its way
        "aws:eks/cluster:Cluster": (cluster, report) => {
            if (!cluster["encryptionConfig"]?.resources?.includes("secrets")) report('encryptionConfig does not name "secrets": Kubernetes secrets would lie in etcd under no key of the environment.');
        },
    }),
};
