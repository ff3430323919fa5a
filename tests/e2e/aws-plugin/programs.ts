import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Bastion } from "../../../infra/aws/bastion";
import { Cluster } from "../../../infra/aws/cluster";
import { Databases } from "../../../infra/aws/database";
import { endpoints } from "../../../infra/aws/endpoints";
import { flowLogs } from "../../../infra/aws/flow-logs";
import { encryptionKey } from "../../../infra/aws/key";
import { Network } from "../../../infra/aws/network";
import { dataAcl } from "../../../infra/aws/network-acl";
import { nodes } from "../../../infra/aws/nodes";
import { sizesOf } from "../../../infra/aws/profile";
import { securityGroup } from "../../../infra/aws/security-group";
import { awsSettingsSchema } from "../../../infra/aws/settings";

/** What all programs know. */
export interface Lab {
    /** Name of the environment, which everything is tagged with. */
    readonly name: string;
    readonly region: string;
}

export interface Variation {
    readonly flowLogDays?: number;
    readonly storageGiB?: number;
    readonly nodes?: number;
    /** Who may use ssh. */
    readonly access?: string;
    /** Of the bastion, which is stopped for it. */
    readonly size?: string;
    /** Of the bastion: it is its own for ever. */
    readonly address?: string;
}

type Outputs = Record<string, unknown>;

/** Looked for in the state, where it is a secret. */
export const USER_DATA = "what the first boot is told";

const CIDR = "10.64.0.0/16";

const inAccount = ({ name, region }: Lab, owner = "first") => ({
    provider: new aws.Provider("aws", { region: region as aws.Region, defaultTags: { tags: { environment: name, owner } } }),
});

/** The programs of the tests by name. */
export const programs = {
    /** What the target `aws` is made of, as far as the plugin makes it. */
    environment(lab: Lab, { flowLogDays = 7, storageGiB = 20, nodes: count = 1, access = "198.51.100.0/24", size = "t3.micro", address = "10.64.1.10" }: Variation): Outputs {
        const { name: environment, region } = lab;
        const opts = inAccount(lab);
        const settings = awsSettingsSchema.parse({ region, access: ["198.51.100.0/24"], profile: "reference" });
        const sizes = sizesOf(settings);
        const network = new Network("network", { environment, cidr: CIDR, natGateways: "per-zone" }, opts);
        dataAcl("data", network, CIDR, opts);
        flowLogs("flow-logs", { environment, network, days: flowLogDays }, opts);
        endpoints("endpoints", { network, region, cidr: CIDR, interfaces: true }, opts);
        const key = encryptionKey("key", environment, opts);
        const bastion = new Bastion("bastion", { environment, network, cidr: CIDR, instanceType: size, privateIp: address, access: [access], userData: pulumi.secret(USER_DATA) }, opts);
        const cluster = new Cluster("cluster", { environment, network, settings, key, logDays: 7 }, opts);
        nodes("nodes", { environment, network, cluster, sizes: { ...sizes.nodes, count }, tags: { environment }, networkAddOn: cluster.eks }, opts);
        // The account on this machine gives a cluster no security group, so one stands for the nodes'.
        const members = securityGroup("members", { vpcId: network.vpcId, description: "Nodes", from: [], to: [] }, opts);
        const databases = new Databases("database", { environment, stages: ["prod"], network, cidr: CIDR, key, nodes: members.id, sizes: { ...sizes, protectedStages: [], database: { ...sizes.database, storageGiB } } }, opts);
        return { vpc: network.vpcId, bastion: bastion.publicIp, database: databases.byStage["prod"]!.address, administrator: databases.administrators["prod"] };
    },

    /** What bears tags that the account on this machine can change. */
    tagged(lab: Lab, { owner }: { owner: string }): void {
        const { name: environment, region } = lab;
        const opts = inAccount(lab, owner);
        const network = new Network("network", { environment, cidr: CIDR, natGateways: "one" }, opts);
        dataAcl("data", network, CIDR, opts);
        flowLogs("flow-logs", { environment, network, days: 7 }, opts);
        endpoints("endpoints", { network, region, cidr: CIDR, interfaces: true }, opts);
        encryptionKey("key", environment, opts);
    },

    /** One network, the whole of which is that of somebody else's making. */
    imported(lab: Lab, { id, cidrBlock }: { id: string; cidrBlock: string }): void {
        new aws.ec2.Vpc("imported", { cidrBlock }, { ...inAccount(lab), import: id });
    },

    /** Beside a network, something that the plugin plans and does not make. */
    planned(lab: Lab, { bucket }: { bucket: boolean }): void {
        const opts = inAccount(lab);
        new aws.ec2.Vpc("beside", { cidrBlock: CIDR }, opts);
        if (bucket) new aws.s3.Bucket("objects", { bucket: lab.name }, opts);
    },

    /** What the plugin does not know what to do with. */
    unknownInput(lab: Lab): void {
        new aws.ec2.Vpc("network", { cidrBlock: CIDR, instanceTenancy: "dedicated" }, inAccount(lab));
    },
    unknownPart(lab: Lab): void {
        const opts = inAccount(lab);
        new aws.ec2.Instance("server", { ami: "ami-0debian13", instanceType: "t3.micro", metadataOptions: { httpTokens: "required", instanceMetadataTags: "enabled" } }, opts);
    },

    /** AWS refuses the second network's subnet: it is outside. */
    refused(lab: Lab, { cidrBlock }: { cidrBlock: string }): void {
        const opts = inAccount(lab);
        const vpc = new aws.ec2.Vpc("network", { cidrBlock: CIDR }, opts);
        new aws.ec2.Subnet("outside", { vpcId: vpc.id, cidrBlock }, opts);
    },
} satisfies Record<string, (lab: Lab, args: never) => Outputs | void>;
