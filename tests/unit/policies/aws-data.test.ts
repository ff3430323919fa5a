import { bucketAccess, bucketCompanions } from "../../../policies/aws/buckets";
import { databaseTls } from "../../../policies/aws/database-tls";
import { encryption } from "../../../policies/aws/encryption";
import { instanceMetadata } from "../../../policies/aws/instance-metadata";
import { resource, stackViolations, UNKNOWN, violations } from "./judge";

describe("encryption", () => {
    test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
        ["aws:ec2/instance:Instance", { rootBlockDevice: { encrypted: true } }, { rootBlockDevice: { volumeSize: 8 } }],
        ["aws:ec2/instance:Instance", { rootBlockDevice: { encrypted: true }, ebsBlockDevices: [{ deviceName: "b", encrypted: true }] }, { rootBlockDevice: { encrypted: true }, ebsBlockDevices: [{ deviceName: "b" }] }],
        ["aws:ec2/launchTemplate:LaunchTemplate", { blockDeviceMappings: [{ deviceName: "a", ebs: { encrypted: "true" } }] }, { blockDeviceMappings: [{ deviceName: "a", ebs: { volumeSize: 8 } }] }],
        ["aws:ec2/launchTemplate:LaunchTemplate", { blockDeviceMappings: [{ deviceName: "a", ebs: { encrypted: true } }] }, {}],
        ["aws:ebs/volume:Volume", { encrypted: true }, { size: 8 }],
        ["aws:rds/instance:Instance", { storageEncrypted: true }, { storageEncrypted: false }],
        ["aws:rds/cluster:Cluster", { storageEncrypted: true }, {}],
        ["aws:elasticache/replicationGroup:ReplicationGroup", { atRestEncryptionEnabled: true, transitEncryptionEnabled: true }, { atRestEncryptionEnabled: true }],
        ["aws:eks/cluster:Cluster", { encryptionConfig: { resources: ["secrets"], provider: { keyArn: UNKNOWN } } }, {}],
    ])("%s", (type, good, bad) => {
        expect(violations(encryption, type, good)).toEqual([]);
        expect(violations(encryption, type, bad)).toHaveLength(1);
    });

    test("what is not known yet is not taken for encrypted", () => {
        expect(violations(encryption, "aws:rds/instance:Instance", { storageEncrypted: UNKNOWN })).toEqual(["unknown"]);
    });
});

describe("buckets", () => {
    const bucket = resource("aws:s3/bucket:Bucket", "backups", { bucket: UNKNOWN });
    const block = resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "block", { bucket: UNKNOWN }, { bucket });
    const policy = resource("aws:s3/bucketPolicy:BucketPolicy", "policy", { bucket: UNKNOWN, policy: UNKNOWN }, { bucket });

    test("each has what protects it beside it", () => {
        expect(stackViolations(bucketCompanions, [bucket, block, policy])).toEqual([]);
        expect(stackViolations(bucketCompanions, [bucket, policy])).toEqual(["backups: public access is not blocked for this bucket."]);
        const others = resource("aws:s3/bucket:Bucket", "others", { bucket: UNKNOWN });
        expect(stackViolations(bucketCompanions, [bucket, block, policy, others])).toEqual([expect.stringMatching(/^others: public/), expect.stringMatching(/^others: no policy/)]);
    });

    test("all four switches against public access are on", () => {
        const on = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
        expect(violations(bucketAccess, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", on)).toEqual([]);
        expect(violations(bucketAccess, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", { ...on, blockPublicPolicy: false })).toEqual(["blockPublicPolicy is not true."]);
    });

    test("requests without TLS are denied, to everybody and for everything", () => {
        const denied = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: ["arn"], Condition: { Bool: { "aws:SecureTransport": "false" } } };
        const judge = (...Statement: object[]) => violations(bucketAccess, "aws:s3/bucketPolicy:BucketPolicy", { policy: JSON.stringify({ Statement }) });
        expect(judge(denied)).toEqual([]);
        expect(judge({ ...denied, Principal: { AWS: "*" }, Action: ["s3:*"] })).toEqual([]);
        expect(judge({ ...denied, Action: "s3:GetObject" })).toHaveLength(1);
        expect(judge({ ...denied, Effect: "Allow" })).toHaveLength(1);
        expect(judge({ ...denied, Condition: {} })).toHaveLength(1);
        expect(judge()).toHaveLength(1);
        expect(violations(bucketAccess, "aws:s3/bucketPolicy:BucketPolicy", { policy: UNKNOWN })).toEqual(["unknown"]);
    });
});

test("PostgreSQL has a parameter group that forces TLS", () => {
    const group = (value?: string) => resource("aws:rds/parameterGroup:ParameterGroup", "group", { parameters: value ? [{ name: "rds.force_ssl", value }] : [] });
    const judge = (...[own]: ReturnType<typeof group>[]) =>
        stackViolations(databaseTls, [resource("aws:rds/instance:Instance", "db", { engine: "postgres", parameterGroupName: UNKNOWN }, own ? { parameterGroupName: own } : {}), ...(own ? [own] : [group("1")])]);
    expect(judge(group("1"))).toEqual([]);
    expect(judge(group("0"))).toHaveLength(1);
    expect(judge(group())).toHaveLength(1);
    expect(judge()).toEqual(["db: no parameter group of this database sets rds.force_ssl to 1."]); // the group is another one's
});

test("servers ask for a token", () => {
    for (const type of ["aws:ec2/instance:Instance", "aws:ec2/launchTemplate:LaunchTemplate"]) {
        expect(violations(instanceMetadata, type, { metadataOptions: { httpTokens: "required" } })).toEqual([]);
        expect(violations(instanceMetadata, type, { metadataOptions: { httpTokens: "optional" } })).toHaveLength(1);
        expect(violations(instanceMetadata, type, {})).toHaveLength(1);
    }
});
