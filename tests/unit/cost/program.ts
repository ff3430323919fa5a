/** A small program with one or more of each thing that is charged for, in the two sizes of the profiles. */
import { Volume } from "@pulumi/aws/ebs/volume";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm";
import { Eip } from "@pulumi/aws/ec2/eip";
import { Instance } from "@pulumi/aws/ec2/instance";
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway";
import { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate";
import { NatGateway } from "@pulumi/aws/ec2/natGateway";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint";
import { Repository } from "@pulumi/aws/ecr/repository";
import { Cluster } from "@pulumi/aws/eks/cluster";
import { NodeGroup } from "@pulumi/aws/eks/nodeGroup";
import { ReplicationGroup } from "@pulumi/aws/elasticache/replicationGroup";
import { Key } from "@pulumi/aws/kms/key";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { Instance as Database } from "@pulumi/aws/rds/instance";
import { Zone } from "@pulumi/aws/route53/zone";
import { Bucket } from "@pulumi/aws/s3/bucket";
import { Secret } from "@pulumi/aws/secretsmanager/secret";
import { Queue } from "@pulumi/aws/sqs/queue";
import { WebAcl } from "@pulumi/aws/wafv2/webAcl";

export interface Size {
    readonly zones: number;
    readonly nodes: number;
    readonly spot: boolean;
    readonly multiAz: boolean;
}

export const LESSON: Size = { zones: 1, nodes: 2, spot: true, multiAz: false };
export const REFERENCE: Size = { zones: 3, nodes: 3, spot: false, multiAz: true };

export function program({ zones, nodes, spot, multiAz }: Size): void {
    const vpc = new Vpc("vpc", { cidrBlock: "10.64.0.0/16" });
    const subnets = Array.from({ length: zones }, (_, zone) => new Subnet(`private-${zone}`, { vpcId: vpc.id, cidrBlock: `10.64.${zone}.0/24` }));
    const subnetIds = subnets.map(({ id }) => id);
    new InternetGateway("internet", { vpcId: vpc.id });
    subnets.forEach((subnet, zone) => {
        const address = new Eip(`nat-${zone}`, { domain: "vpc" });
        new NatGateway(`nat-${zone}`, { subnetId: subnet.id, allocationId: address.id });
    });
    new VpcEndpoint("s3", { vpcId: vpc.id, serviceName: "com.amazonaws.eu-west-3.s3" });
    for (const service of ["ecr.api", "ecr.dkr"]) {
        new VpcEndpoint(service, { vpcId: vpc.id, serviceName: `com.amazonaws.eu-west-3.${service}`, vpcEndpointType: "Interface", subnetIds });
    }

    const cluster = new Cluster("cluster", { roleArn: "arn:aws:iam::1:role/eks", vpcConfig: { subnetIds } });
    const template = new LaunchTemplate("nodes", { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 30, volumeType: "gp3" } }] });
    new NodeGroup("nodes", {
        clusterName: cluster.name,
        nodeRoleArn: "arn:aws:iam::1:role/node",
        subnetIds,
        launchTemplate: { id: template.id, version: "1" },
        instanceTypes: ["t3.medium", "t3a.medium"],
        capacityType: spot ? "SPOT" : "ON_DEMAND",
        scalingConfig: { desiredSize: nodes, minSize: 1, maxSize: 4 },
    });
    new Instance("bastion", { ami: "ami-1", instanceType: "t3.micro", subnetId: subnets[0]!.id, rootBlockDevice: { volumeSize: 8, volumeType: "gp3" } });
    new Volume("backups", { availabilityZone: "eu-west-3a", size: 50, type: "gp3" });

    new Database("database", {
        engine: "postgres",
        instanceClass: "db.t4g.micro",
        allocatedStorage: 20,
        storageType: "gp3",
        multiAz,
        manageMasterUserPassword: true,
    });
    new ReplicationGroup("cache", { description: "sessions", engine: "valkey", nodeType: "cache.t4g.micro", numCacheClusters: multiAz ? 2 : 1 });
    new Bucket("backups");
    new Bucket("artefacts");
    new Repository("api");
    new Secret("application");
    new Key("data");

    new LoadBalancer("front", { subnets: subnetIds });
    new WebAcl("front", {
        scope: "REGIONAL",
        defaultAction: { allow: {} },
        rules: [{ name: "common", priority: 1, visibilityConfig: VISIBLE, statement: {} }],
        visibilityConfig: VISIBLE,
    });
    new Zone("zone", { name: "plateau.example" });
    new LogGroup("control-plane");
    new LogGroup("flows");
    new MetricAlarm("memory", { comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1 });
    new Queue("jobs"); // a type that the estimate does not know
}

const VISIBLE = { cloudwatchMetricsEnabled: true, metricName: "front", sampledRequestsEnabled: true };
