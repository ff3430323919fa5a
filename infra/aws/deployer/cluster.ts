import type { Subject } from "./types";

export const cluster: Subject = {
    name: "cluster",
    boundBy: "tag",
    types: {
        "aws:eks/cluster:Cluster": {
            create: ["eks:CreateCluster"],
            change: ["eks:UpdateClusterConfig", "eks:UpdateClusterVersion", "eks:AssociateEncryptionConfig", "eks:DeleteCluster"],
            read: ["eks:DescribeCluster", "eks:DescribeUpdate"],
            about: ["eks:cluster/*"],
        },
        "aws:eks/nodeGroup:NodeGroup": { create: ["eks:CreateNodegroup"], change: ["eks:UpdateNodegroupConfig", "eks:UpdateNodegroupVersion", "eks:DeleteNodegroup"], read: ["eks:DescribeNodegroup", "eks:DescribeUpdate"], about: ["eks:nodegroup/*"], within: ["eks:cluster/*"] },
        "aws:eks/addon:Addon": { create: ["eks:CreateAddon"], change: ["eks:UpdateAddon", "eks:DeleteAddon"], read: ["eks:DescribeAddon", "eks:DescribeUpdate"], about: ["eks:addon/*"], within: ["eks:cluster/*"] },
        "aws:eks/accessEntry:AccessEntry": { create: ["eks:CreateAccessEntry"], change: ["eks:UpdateAccessEntry", "eks:DeleteAccessEntry"], read: ["eks:DescribeAccessEntry"], about: ["eks:access-entry/*"], within: ["eks:cluster/*"] },
        "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": { change: ["eks:AssociateAccessPolicy", "eks:DisassociateAccessPolicy"], read: ["eks:ListAssociatedAccessPolicies"], about: ["eks:access-entry/*"] },
        "aws:eks/podIdentityAssociation:PodIdentityAssociation": { create: ["eks:CreatePodIdentityAssociation"], change: ["eks:UpdatePodIdentityAssociation", "eks:DeletePodIdentityAssociation"], read: ["eks:DescribePodIdentityAssociation"], about: ["eks:podidentityassociation/*"], within: ["eks:cluster/*"] },
        "aws:ecr/repository:Repository": {
            create: ["ecr:CreateRepository"],
            change: ["ecr:DeleteRepository", "ecr:PutImageScanningConfiguration", "ecr:PutImageTagMutability", "ecr:BatchDeleteImage", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage"],
            read: ["ecr:DescribeRepositories", "ecr:ListTagsForResource", "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            about: ["ecr:repository/*"],
        },
        "aws:ecr/lifecyclePolicy:LifecyclePolicy": { change: ["ecr:PutLifecyclePolicy", "ecr:DeleteLifecyclePolicy"], read: ["ecr:GetLifecyclePolicy"], about: ["ecr:repository/*"] },
        "aws:ecr/repositoryPolicy:RepositoryPolicy": { change: ["ecr:SetRepositoryPolicy", "ecr:DeleteRepositoryPolicy"], read: ["ecr:GetRepositoryPolicy"], about: ["ecr:repository/*"] },
    },
};
