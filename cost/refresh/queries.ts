/** Which question to AWS's Price List API asks for which price: one line a kind of key. */
import type { Filter } from "@aws-sdk/client-pricing";
import type { Unit } from "../prices";

export interface Query {
    readonly serviceCode: string;
    readonly filters: Filter[];
    /** Usage type of the products that are meant; the API cannot filter by a part of it. */
    readonly usage: RegExp;
    readonly unit: Unit;
}

/** @param rest what of the key comes after its kind: an instance type, say */
type Ask = (region: string, rest: readonly string[]) => Query;

/** A usage type begins with the region's short name, or with nothing in us-east-1: "EUW3-NatGateway-Hours". */
const usage = (rest: string): RegExp => new RegExp(`^([A-Z0-9]+-)?${rest}$`);

const filtersOf = (values: Readonly<Record<string, string>>): Filter[] => Object.entries(values).map(([Field, Value]) => ({ Type: "TERM_MATCH", Field, Value }));

const ask =
    (serviceCode: string, productFamily: string, usageType: RegExp, unit: Unit): Ask =>
    (regionCode) => ({ serviceCode, filters: filtersOf({ regionCode, productFamily }), usage: usageType, unit });

const database =
    (deploymentOption: string): Ask =>
    (regionCode, [instanceType = ""]) => ({
        serviceCode: "AmazonRDS",
        filters: filtersOf({ regionCode, productFamily: "Database Instance", databaseEngine: "PostgreSQL", instanceType, deploymentOption }),
        usage: usage(`(Instance|Multi-AZ)Usage:${literal(instanceType)}`),
        unit: "hour",
    });

const databaseStorage =
    (deploymentOption: string, prefix: string): Ask =>
    (regionCode, [type = ""]) => ({
        serviceCode: "AmazonRDS",
        filters: filtersOf({ regionCode, productFamily: "Database Storage", deploymentOption }),
        usage: usage(`RDS:${prefix}${literal(type.toUpperCase())}-Storage`),
        unit: "GB-month",
    });

/** By the beginning of a key. Spot prices are none of this API's. */
const ASKS: Readonly<Record<string, Ask>> = {
    "CloudWatch/alarm": ask("AmazonCloudWatch", "Alarm", usage("CW:AlarmMonitorUsage"), "month"),
    "CloudWatch/logs-ingested": ask("AmazonCloudWatch", "Data Payload", usage("DataProcessing-Bytes"), "GB"),
    "CloudWatch/logs-stored": ask("AmazonCloudWatch", "Storage Snapshot", usage("TimedStorage-ByteHrs"), "GB-month"),
    EBS: (regionCode, [volumeApiName = ""]) => ({
        serviceCode: "AmazonEC2",
        filters: filtersOf({ regionCode, productFamily: "Storage", volumeApiName }),
        usage: usage(`EBS:VolumeUsage(\\.${literal(volumeApiName)})?`),
        unit: "GB-month",
    }),
    "EC2/on-demand": (regionCode, [instanceType = ""]) => ({
        serviceCode: "AmazonEC2",
        filters: filtersOf({ regionCode, instanceType, operatingSystem: "Linux", tenancy: "Shared", preInstalledSw: "NA", capacitystatus: "Used" }),
        usage: usage(`BoxUsage:${literal(instanceType)}`),
        unit: "hour",
    }),
    "ECR/storage": ask("AmazonECR", "EC2 Container Registry", usage("TimedStorage-ByteHrs"), "GB-month"),
    "EKS/cluster": ask("AmazonEKS", "Compute", usage("AmazonEKS-Hours:perCluster"), "hour"),
    "ELB/application": ask("AWSELB", "Load Balancer-Application", usage("LoadBalancerUsage"), "hour"),
    "ELB/application-capacity": ask("AWSELB", "Load Balancer-Application", usage("LCUUsage"), "LCU-hour"),
    "ELB/network": ask("AWSELB", "Load Balancer-Network", usage("LoadBalancerUsage"), "hour"),
    "ELB/network-capacity": ask("AWSELB", "Load Balancer-Network", usage("LCUUsage"), "LCU-hour"),
    // Beside a node's own meter there are some for extended support and for synchronous durability.
    "ElastiCache/valkey": (regionCode, [instanceType = ""]) => ({
        serviceCode: "AmazonElastiCache",
        filters: filtersOf({ regionCode, productFamily: "Cache Instance", instanceType, cacheEngine: "Valkey" }),
        usage: usage(`NodeUsage:${literal(instanceType)}`),
        unit: "hour",
    }),
    "KMS/key": ask("awskms", "Encryption Key", /^([a-z0-9-]+-)?KMS-Keys$/, "month"),
    "RDS/postgres": database("Single-AZ"),
    "RDS/postgres-multi-az": database("Multi-AZ"),
    "RDS/storage": databaseStorage("Single-AZ", ""),
    "RDS/storage-multi-az": databaseStorage("Multi-AZ", "Multi-AZ-"),
    // Names of DNS belong to no region.
    "Route53/zone": () => ({ serviceCode: "AmazonRoute53", filters: filtersOf({ productFamily: "DNS Zone" }), usage: /^HostedZone$/, unit: "month" }),
    "S3/standard": ask("AmazonS3", "Storage", usage("TimedStorage-ByteHrs"), "GB-month"),
    "SecretsManager/secret": ask("AWSSecretsManager", "Secret", usage("AWSSecretsManager-Secrets"), "month"),
    "VPC/data-out": (fromRegionCode) => ({
        serviceCode: "AWSDataTransfer",
        filters: filtersOf({ fromRegionCode, productFamily: "Data Transfer", transferType: "AWS Outbound" }),
        usage: usage("DataTransfer-Out-Bytes"),
        unit: "GB",
    }),
    "VPC/interface-endpoint": ask("AmazonVPC", "VpcEndpoint", usage("VpcEndpoint-Hours"), "hour"),
    "VPC/interface-endpoint-data": ask("AmazonVPC", "VpcEndpoint", usage("VpcEndpoint-Bytes"), "GB"),
    "VPC/nat-gateway": ask("AmazonEC2", "NAT Gateway", usage("NatGateway-Hours"), "hour"),
    "VPC/nat-gateway-data": ask("AmazonEC2", "NAT Gateway", usage("NatGateway-Bytes"), "GB"),
    "VPC/public-ipv4": (regionCode) => ({
        serviceCode: "AmazonVPC",
        filters: filtersOf({ regionCode, group: "VPCPublicIPv4Address" }),
        usage: usage("PublicIPv4:InUseAddress"),
        unit: "hour",
    }),
    "WAF/rule": ask("awswaf", "Web Application Firewall", usage("RuleV2"), "month"),
    "WAF/web-acl": ask("awswaf", "Web Application Firewall", usage("WebACLV2"), "month"),
};

/** The question for a price; none where the API does not have it, or no line above knows it. */
export function queryOf(key: string, region: string): Query | undefined {
    const parts = key.split("/");
    const lengths = parts.map((_, index) => parts.length - index); // the longest beginning first
    for (const length of lengths) {
        const found = ASKS[parts.slice(0, length).join("/")];
        if (found) return found(region, parts.slice(length));
    }
    return undefined;
}

/** Text for a regular expression. */
function literal(text: string): string {
    return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
