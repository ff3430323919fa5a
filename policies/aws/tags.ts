import type { ResourceValidationPolicy } from "@pulumi/policy";
import { known, type Properties } from "../reading";

/** Types of AWS that take no tags; a test holds them against the SDK. What is not in this list has to bear tags. */
export const UNTAGGED = [
    "aws:autoscaling/attachment:Attachment",
    "aws:ebs/encryptionByDefault:EncryptionByDefault",
    "aws:ec2/eipAssociation:EipAssociation",
    "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
    "aws:ec2/networkAclRule:NetworkAclRule",
    "aws:ec2/route:Route",
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    "aws:ec2/volumeAttachment:VolumeAttachment",
    "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
    "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    "aws:ecr/repositoryPolicy:RepositoryPolicy",
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:kms/alias:Alias",
    "aws:kms/keyPolicy:KeyPolicy",
    "aws:route53/record:Record",
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketVersioning:BucketVersioning",
    "aws:acm/certificateValidation:CertificateValidation",
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:sns/topicSubscription:TopicSubscription",
    "aws:wafv2/webAclAssociation:WebAclAssociation",
];

/** The provider may add tags to all that it makes; their values reach the policy as JSON text or as they are. */
function defaultTags(provider: { readonly props: Properties } | undefined): Properties {
    const given: unknown = known(() => provider?.props["defaultTags"]);
    const read = (typeof given === "string" ? JSON.parse(given) : given) as { tags?: Properties } | undefined;
    return read?.tags ?? {};
}

export const tags: ResourceValidationPolicy = {
    name: "mandatory-tags",
    description: "Everything in AWS says which environment it belongs to, whose it is and until when it is needed (ANSSI, Guide d'hygiène informatique, mesure 4).",
    configSchema: {
        properties: { mandatory: { type: "array", items: { type: "string" }, default: ["environment", "owner", "expiry"], description: "Keys that every resource has to bear." } },
    },
    validateResource: ({ type, props, provider, getConfig }, report) => {
        if (!type.startsWith("aws:") || UNTAGGED.includes(type)) return;
        const borne: Properties = { ...defaultTags(provider), ...known(() => props["tags"]), ...known(() => props["tagsAll"]) };
        const missing = getConfig<{ mandatory?: string[] }>().mandatory?.filter((key) => !(key in borne)) ?? [];
        if (missing.length > 0) report(`without ${missing.length > 1 ? "the tags" : "the tag"} ${missing.map((key) => `"${key}"`).join(", ")}.`);
    },
};
