import type { Kinds } from "../kind";
import { cluster } from "./cluster";
import { database } from "./database";
import { eip } from "./eip";
import { flowLog } from "./flow-log";
import { instance } from "./instance";
import { internetGateway } from "./internet-gateway";
import { alias, key } from "./key";
import { launchTemplate } from "./launch-template";
import { logGroup } from "./log-group";
import { natGateway } from "./nat-gateway";
import { networkAcl } from "./network-acl";
import { nodeGroup } from "./node-group";
import { parameterGroup } from "./parameter-group";
import { role, rolePolicy, rolePolicyAttachment } from "./role";
import { route, routeTable, routeTableAssociation } from "./route-table";
import { defaultSecurityGroup, securityGroup } from "./security-group";
import { securityGroupEgressRule, securityGroupIngressRule } from "./security-group-rule";
import { subnet } from "./subnet";
import { subnetGroup } from "./subnet-group";
import { vpc } from "./vpc";
import { vpcEndpoint } from "./vpc-endpoint";

export const kinds: Kinds = {
    "aws:cloudwatch/logGroup:LogGroup": logGroup,
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": defaultSecurityGroup,
    "aws:ec2/eip:Eip": eip,
    "aws:ec2/flowLog:FlowLog": flowLog,
    "aws:ec2/instance:Instance": instance,
    "aws:ec2/internetGateway:InternetGateway": internetGateway,
    "aws:ec2/launchTemplate:LaunchTemplate": launchTemplate,
    "aws:ec2/natGateway:NatGateway": natGateway,
    "aws:ec2/networkAcl:NetworkAcl": networkAcl,
    "aws:ec2/route:Route": route,
    "aws:ec2/routeTable:RouteTable": routeTable,
    "aws:ec2/routeTableAssociation:RouteTableAssociation": routeTableAssociation,
    "aws:ec2/securityGroup:SecurityGroup": securityGroup,
    "aws:ec2/subnet:Subnet": subnet,
    "aws:ec2/vpc:Vpc": vpc,
    "aws:ec2/vpcEndpoint:VpcEndpoint": vpcEndpoint,
    "aws:eks/cluster:Cluster": cluster,
    "aws:eks/nodeGroup:NodeGroup": nodeGroup,
    "aws:iam/role:Role": role,
    "aws:iam/rolePolicy:RolePolicy": rolePolicy,
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": rolePolicyAttachment,
    "aws:kms/alias:Alias": alias,
    "aws:kms/key:Key": key,
    "aws:rds/instance:Instance": database,
    "aws:rds/parameterGroup:ParameterGroup": parameterGroup,
    "aws:rds/subnetGroup:SubnetGroup": subnetGroup,
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": securityGroupEgressRule,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": securityGroupIngressRule,
};
