/** Object storage for backups and artefacts: versioned, private, over TLS only, and gone with the environment. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export interface BucketArgs {
    readonly environment: string;
    readonly key: aws.kms.Key;
}

export function bucket(name: string, { environment, key }: BucketArgs, opts: pulumi.CustomResourceOptions): aws.s3.Bucket {
    // Names of buckets are the whole world's: AWS completes this one.
    const made = new aws.s3.Bucket(name, { bucketPrefix: `${environment}-`, forceDestroy: true }, opts);
    const of = { bucket: made.id };
    new aws.s3.BucketOwnershipControls(name, { ...of, rule: { objectOwnership: "BucketOwnerEnforced" } }, opts);
    const block = new aws.s3.BucketPublicAccessBlock(name, { ...of, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true }, opts);
    new aws.s3.BucketServerSideEncryptionConfiguration(name, {
        ...of,
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn }, bucketKeyEnabled: true }],
    }, opts);
    const versioning = new aws.s3.BucketVersioning(name, { ...of, versioningConfiguration: { status: "Enabled" } }, opts);
    new aws.s3.BucketLifecycleConfiguration(name, {
        ...of,
        rules: [{
            id: "old-versions",
            status: "Enabled",
            filter: { prefix: "" },
            noncurrentVersionExpiration: { noncurrentDays: 30 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        }],
    }, { ...opts, dependsOn: [versioning] });
    const policy = made.arn.apply((arn) => JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Sid: "TlsOnly", Effect: "Deny", Principal: "*", Action: "s3:*", Resource: [arn, `${arn}/*`], Condition: { Bool: { "aws:SecureTransport": "false" } } }],
    }));
    new aws.s3.BucketPolicy(name, { ...of, policy }, { ...opts, dependsOn: [block] });
    return made;
}
