import type { Subject } from "./types";

export const network: Subject = {
    name: "network",
    boundBy: "tag",
    types: {
        "aws:ec2/vpc:Vpc": { create: ["ec2:CreateVpc"], change: ["ec2:DeleteVpc", "ec2:ModifyVpcAttribute"], about: ["ec2:vpc/*"] },
        "aws:ec2/subnet:Subnet": { create: ["ec2:CreateSubnet"], change: ["ec2:DeleteSubnet", "ec2:ModifySubnetAttribute"], about: ["ec2:subnet/*"], within: ["ec2:vpc/*"] },
        "aws:ec2/internetGateway:InternetGateway": { create: ["ec2:CreateInternetGateway"], change: ["ec2:AttachInternetGateway", "ec2:DetachInternetGateway", "ec2:DeleteInternetGateway"], about: ["ec2:internet-gateway/*", "ec2:vpc/*"] },
        "aws:ec2/eip:Eip": { create: ["ec2:AllocateAddress"], change: ["ec2:ReleaseAddress", "ec2:AssociateAddress", "ec2:DisassociateAddress"], about: ["ec2:elastic-ip/*", "ec2:instance/*"] },
        "aws:ec2/eipAssociation:EipAssociation": { change: ["ec2:AssociateAddress", "ec2:DisassociateAddress"], about: ["ec2:elastic-ip/*", "ec2:instance/*"] },
        "aws:ec2/natGateway:NatGateway": { create: ["ec2:CreateNatGateway"], change: ["ec2:DeleteNatGateway"], about: ["ec2:natgateway/*"], within: ["ec2:subnet/*", "ec2:elastic-ip/*"] },
        "aws:ec2/routeTable:RouteTable": { create: ["ec2:CreateRouteTable"], change: ["ec2:DeleteRouteTable"], about: ["ec2:route-table/*"], within: ["ec2:vpc/*"] },
        "aws:ec2/route:Route": { change: ["ec2:CreateRoute", "ec2:ReplaceRoute", "ec2:DeleteRoute"], about: ["ec2:route-table/*"] },
        "aws:ec2/routeTableAssociation:RouteTableAssociation": { change: ["ec2:AssociateRouteTable", "ec2:DisassociateRouteTable", "ec2:ReplaceRouteTableAssociation"], about: ["ec2:route-table/*", "ec2:subnet/*"] },
        "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation": { change: ["ec2:ReplaceRouteTableAssociation"], about: ["ec2:route-table/*", "ec2:vpc/*"] },
        "aws:ec2/networkAcl:NetworkAcl": { create: ["ec2:CreateNetworkAcl"], change: ["ec2:DeleteNetworkAcl", "ec2:CreateNetworkAclEntry", "ec2:DeleteNetworkAclEntry", "ec2:ReplaceNetworkAclEntry", "ec2:ReplaceNetworkAclAssociation"], about: ["ec2:network-acl/*", "ec2:subnet/*"], within: ["ec2:vpc/*"] },
        "aws:ec2/networkAclRule:NetworkAclRule": { change: ["ec2:CreateNetworkAclEntry", "ec2:DeleteNetworkAclEntry"], about: ["ec2:network-acl/*"] },
        "aws:ec2/networkAclAssociation:NetworkAclAssociation": { change: ["ec2:ReplaceNetworkAclAssociation"], about: ["ec2:network-acl/*", "ec2:subnet/*"] },
        "aws:ec2/securityGroup:SecurityGroup": { create: ["ec2:CreateSecurityGroup"], change: ["ec2:DeleteSecurityGroup", "ec2:AuthorizeSecurityGroupIngress", "ec2:AuthorizeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress", "ec2:RevokeSecurityGroupEgress", "ec2:UpdateSecurityGroupRuleDescriptionsIngress", "ec2:UpdateSecurityGroupRuleDescriptionsEgress"], about: ["ec2:security-group/*"], within: ["ec2:vpc/*"] },
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": { change: ["ec2:RevokeSecurityGroupIngress", "ec2:RevokeSecurityGroupEgress"], about: ["ec2:security-group/*"] },
        "aws:ec2/securityGroupRule:SecurityGroupRule": { change: ["ec2:AuthorizeSecurityGroupIngress", "ec2:AuthorizeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress", "ec2:RevokeSecurityGroupEgress"], about: ["ec2:security-group/*"] },
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": { change: ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress", "ec2:ModifySecurityGroupRules"], about: ["ec2:security-group/*", "ec2:security-group-rule/*"] },
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": { change: ["ec2:AuthorizeSecurityGroupEgress", "ec2:RevokeSecurityGroupEgress", "ec2:ModifySecurityGroupRules"], about: ["ec2:security-group/*", "ec2:security-group-rule/*"] },
        "aws:ec2/vpcEndpoint:VpcEndpoint": { create: ["ec2:CreateVpcEndpoint"], change: ["ec2:ModifyVpcEndpoint", "ec2:DeleteVpcEndpoints"], about: ["ec2:vpc-endpoint/*"], within: ["ec2:vpc/*", "ec2:subnet/*", "ec2:route-table/*", "ec2:security-group/*"] },
        "aws:ec2/flowLog:FlowLog": { create: ["ec2:CreateFlowLogs"], change: ["ec2:DeleteFlowLogs"], about: ["ec2:vpc-flow-log/*"], within: ["ec2:vpc/*"] },
    },
};
