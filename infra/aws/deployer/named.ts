import type { Subject } from "./types";

/** What AWS binds by name: it takes no condition on tags for these, or not for all of their actions. */
export const named: Subject = {
    name: "named",
    boundBy: "name",
    types: {
        "aws:s3/bucket:Bucket": { create: ["s3:CreateBucket"], change: ["s3:DeleteBucket", "s3:PutBucketTagging", "s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:DeleteObjectVersion"], read: ["s3:ListBucket", "s3:ListBucketVersions", "s3:GetBucketLocation", "s3:GetBucketTagging", "s3:GetBucketAcl", "s3:GetBucketCORS", "s3:GetBucketWebsite", "s3:GetBucketLogging", "s3:GetBucketRequestPayment", "s3:GetReplicationConfiguration", "s3:GetAccelerateConfiguration", "s3:GetBucketObjectLockConfiguration"], about: ["arn:aws:s3:::ENVIRONMENT-*"] },
        "aws:s3/bucketPolicy:BucketPolicy": { change: ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"], read: ["s3:GetBucketPolicy"], about: ["arn:aws:s3:::ENVIRONMENT-*"] },
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": { change: ["s3:PutBucketPublicAccessBlock"], read: ["s3:GetBucketPublicAccessBlock"], about: ["arn:aws:s3:::ENVIRONMENT-*"] },
        "aws:s3/bucketVersioning:BucketVersioning": { change: ["s3:PutBucketVersioning"], read: ["s3:GetBucketVersioning"], about: ["arn:aws:s3:::ENVIRONMENT-*"] },
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": { change: ["s3:PutLifecycleConfiguration"], read: ["s3:GetLifecycleConfiguration"], about: ["arn:aws:s3:::ENVIRONMENT-*"] },
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls": { change: ["s3:PutBucketOwnershipControls"], read: ["s3:GetBucketOwnershipControls"], about: ["arn:aws:s3:::ENVIRONMENT-*"] },
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": { change: ["s3:PutEncryptionConfiguration"], read: ["s3:GetEncryptionConfiguration"], about: ["arn:aws:s3:::ENVIRONMENT-*"] },
        "aws:cloudwatch/logGroup:LogGroup": { create: ["logs:CreateLogGroup"], change: ["logs:DeleteLogGroup", "logs:PutRetentionPolicy", "logs:AssociateKmsKey", "logs:TagResource", "logs:UntagResource"], read: ["logs:ListTagsForResource"], about: ["logs:log-group:/aws/*/ENVIRONMENT", "logs:log-group:/aws/*/ENVIRONMENT/*", "logs:log-group:ENVIRONMENT-*"] },
        "aws:cloudwatch/metricAlarm:MetricAlarm": { create: ["cloudwatch:PutMetricAlarm"], change: ["cloudwatch:DeleteAlarms", "cloudwatch:TagResource"], read: ["cloudwatch:DescribeAlarms", "cloudwatch:ListTagsForResource"], about: ["cloudwatch:alarm:ENVIRONMENT-*"] },
        "aws:sns/topic:Topic": { create: ["sns:CreateTopic"], change: ["sns:SetTopicAttributes", "sns:DeleteTopic", "sns:TagResource"], read: ["sns:GetTopicAttributes", "sns:ListTagsForResource"], about: ["sns:ENVIRONMENT-*"] },
        "aws:sns/topicSubscription:TopicSubscription": { change: ["sns:Subscribe", "sns:Unsubscribe"], read: ["sns:GetSubscriptionAttributes"], about: ["sns:ENVIRONMENT-*"] },
        "aws:sns/topicPolicy:TopicPolicy": { change: ["sns:SetTopicAttributes"], read: ["sns:GetTopicAttributes"], about: ["sns:ENVIRONMENT-*"] },
        // EKS makes the group, and names it after the node group, which has the environment's name.
        "aws:autoscaling/attachment:Attachment": { change: ["autoscaling:AttachLoadBalancerTargetGroups", "autoscaling:DetachLoadBalancerTargetGroups"], about: ["autoscaling:autoScalingGroup:*:autoScalingGroupName/eks-ENVIRONMENT-*"] },
        "aws:budgets/budget:Budget": { create: ["budgets:ModifyBudget"], read: ["budgets:ViewBudget", "budgets:ListTagsForResource"], about: ["arn:aws:budgets::ACCOUNT:budget/ENVIRONMENT-*"] },
        "aws:kms/alias:Alias": { create: ["kms:CreateAlias"], change: ["kms:UpdateAlias", "kms:DeleteAlias"], about: ["kms:alias/ENVIRONMENT", "kms:alias/ENVIRONMENT-*"] },
        // Nobody knows a zone's identifier beforehand, and Route 53 knows neither names nor tags in conditions on it: every zone of the account.
        "aws:route53/zone:Zone": { change: ["route53:DeleteHostedZone", "route53:ChangeTagsForResource"], read: ["route53:GetHostedZone", "route53:ListTagsForResource"], about: ["arn:aws:route53:::hostedzone/*"] },
        "aws:route53/record:Record": { change: ["route53:ChangeResourceRecordSets"], read: ["route53:ListResourceRecordSets"], about: ["arn:aws:route53:::hostedzone/*"] },
    },
};
