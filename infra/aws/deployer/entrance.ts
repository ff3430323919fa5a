import type { Subject } from "./types";

/** Load balancer, certificates and the firewall before them. */
export const entrance: Subject = {
    name: "entrance",
    boundBy: "tag",
    types: {
        "aws:lb/loadBalancer:LoadBalancer": { create: ["elasticloadbalancing:CreateLoadBalancer"], change: ["elasticloadbalancing:ModifyLoadBalancerAttributes", "elasticloadbalancing:SetSecurityGroups", "elasticloadbalancing:SetSubnets", "elasticloadbalancing:DeleteLoadBalancer", "elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"], about: ["elasticloadbalancing:loadbalancer/*"] },
        "aws:lb/targetGroup:TargetGroup": { create: ["elasticloadbalancing:CreateTargetGroup"], change: ["elasticloadbalancing:ModifyTargetGroup", "elasticloadbalancing:ModifyTargetGroupAttributes", "elasticloadbalancing:DeleteTargetGroup"], about: ["elasticloadbalancing:targetgroup/*"] },
        "aws:lb/targetGroupAttachment:TargetGroupAttachment": { change: ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"], about: ["elasticloadbalancing:targetgroup/*"] },
        "aws:lb/listener:Listener": { create: ["elasticloadbalancing:CreateListener"], change: ["elasticloadbalancing:ModifyListener", "elasticloadbalancing:DeleteListener"], about: ["elasticloadbalancing:listener/*"], within: ["elasticloadbalancing:loadbalancer/*"] },
        "aws:acm/certificate:Certificate": { create: ["acm:RequestCertificate"], change: ["acm:DeleteCertificate", "acm:AddTagsToCertificate"], read: ["acm:DescribeCertificate", "acm:ListTagsForCertificate"], about: ["acm:certificate/*"] },
        "aws:acm/certificateValidation:CertificateValidation": { read: ["acm:DescribeCertificate"], about: ["acm:certificate/*"] },
        "aws:wafv2/webAcl:WebAcl": { create: ["wafv2:CreateWebACL"], change: ["wafv2:UpdateWebACL", "wafv2:DeleteWebACL", "wafv2:TagResource"], read: ["wafv2:GetWebACL", "wafv2:ListTagsForResource"], about: ["wafv2:regional/webacl/*"] },
        "aws:wafv2/webAclAssociation:WebAclAssociation": { change: ["wafv2:AssociateWebACL", "wafv2:DisassociateWebACL"], read: ["wafv2:GetWebACLForResource"], about: ["wafv2:regional/webacl/*", "elasticloadbalancing:loadbalancer/app/*"] },
    },
};
