import type { PolicyResource, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { byType, known } from "../reading";
import { readDocument, type Statement } from "./documents";

const BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];

/** What has to stand beside each bucket, by resource type. */
const COMPANIONS: Readonly<Record<string, string>> = {
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "public access is not blocked",
    "aws:s3/bucketPolicy:BucketPolicy": "no policy refuses requests without TLS",
};

/** The bucket that a companion names may not exist yet, but the engine knows which resource its name will come from. */
const belongsTo = (companion: PolicyResource, bucket: PolicyResource): boolean =>
    (companion.propertyDependencies["bucket"] ?? []).some(({ urn }) => urn === bucket.urn) ||
    (known(() => companion.props["bucket"]) !== undefined && known(() => companion.props["bucket"]) === known(() => bucket.props["bucket"]));

export const bucketCompanions: StackValidationPolicy = {
    name: "bucket-companions",
    description: "Every bucket has a public access block and a policy of its own (CIS AWS Foundations 3.0.0, 2.1.1 and 2.1.4).",
    validateStack: ({ resources }, report) => {
        for (const bucket of resources.filter(({ type }) => BUCKETS.includes(type))) {
            for (const [type, missing] of Object.entries(COMPANIONS)) {
                if (!resources.some((other) => other.type === type && belongsTo(other, bucket))) report(`${missing} for this bucket.`, bucket.urn);
            }
        }
    },
};

const SWITCHES = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

/** True for the statement that AWS documents for it: everything is denied where aws:SecureTransport is false. */
function refusesPlainHttp({ Effect, Principal, Action, Condition }: Statement): boolean {
    const secure = (Condition?.["Bool"] as Record<string, unknown> | undefined)?.["aws:SecureTransport"];
    const everybody = Principal === "*" || (Principal as { AWS?: unknown } | undefined)?.AWS === "*";
    return Effect === "Deny" && everybody && [Action].flat().includes("s3:*") && String(secure) === "false";
}

export const bucketAccess: ResourceValidationPolicy = {
    name: "bucket-access",
    description: "Nothing of a bucket is public, and nobody reads it without TLS (CIS AWS Foundations 3.0.0, 2.1.1 and 2.1.4; ANSSI, Guide d'hygiène informatique, mesure 21).",
    validateResource: byType({
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": (block, report) => {
            for (const name of SWITCHES.filter((name) => block[name] !== true)) report(`${name} is not true.`);
        },
        "aws:s3/bucketPolicy:BucketPolicy": (policy, report) => {
            if (!readDocument(policy["policy"]).some(refusesPlainHttp)) report('no statement denies "s3:*" to everybody where aws:SecureTransport is false.');
        },
    }),
};
