import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Network } from "./network";
import { HTTPS_PORT, NODE_EXPORTER_PORT, POSTGRESQL_PORT, SSH_PORT } from "./ports";
import { subnetCidrs } from "./addresses";
import { securityGroup, WORLD } from "./security-group";

/** Account in which the Debian project publishes its images: https://wiki.debian.org/Cloud/AmazonEC2Image/Trixie */
const DEBIAN = "136693071363";

export interface BastionArgs {
    readonly environment: string;
    readonly network: Network;
    readonly cidr: string;
    readonly instanceType: string;
    /** Its fixed address in the first public subnet. */
    readonly privateIp: string;
    /** Networks that may use ssh; none of them is the whole world. */
    readonly access: readonly string[];
    readonly userData: pulumi.Input<string>;
}

/** The only server, and the only thing of the environment with a public address of its own beside the load balancer. It has no rights in the account. */
export class Bastion extends pulumi.ComponentResource {
    readonly publicIp: pulumi.Output<string>;
    readonly instanceId: pulumi.Output<string>;

    constructor(name: string, args: BastionArgs, opts: pulumi.ComponentResourceOptions) {
        super("plateau:aws:Bastion", name, {}, opts);
        const child = { parent: this };
        const { environment, network, cidr } = args;
        const group = securityGroup(name, {
            vpcId: network.vpcId,
            description: "The way in for those who administer",
            from: [
                ...args.access.map((source, index) => ({ name: `access-${index + 1}`, peer: { cidr: source }, port: SSH_PORT, description: "Administration" })),
                ...subnetCidrs(cidr, "private").map((source, index) => ({ name: `prometheus-${index + 1}`, peer: { cidr: source }, port: NODE_EXPORTER_PORT, description: "Prometheus" })),
            ],
            to: [
                { name: "https", peer: WORLD, port: HTTPS_PORT, description: "Packages, and AWS itself" },
                { name: "http", peer: WORLD, port: 80, description: "Debian's mirrors, whose packages are signed" },
                ...subnetCidrs(cidr, "data").map((target, index) => ({ name: `data-${index + 1}`, peer: { cidr: target }, port: POSTGRESQL_PORT, description: "PostgreSQL" })),
            ],
        }, child);
        const image = aws.ec2.getAmiOutput({
            owners: [DEBIAN],
            mostRecent: true,
            filters: [{ name: "name", values: ["debian-13-amd64-*"] }, { name: "architecture", values: ["x86_64"] }],
        }, child);
        const instance = new aws.ec2.Instance(name, {
            ami: image.id,
            instanceType: args.instanceType,
            subnetId: network.subnetIds.public[0]!,
            privateIp: args.privateIp,
            vpcSecurityGroupIds: [group.id],
            userDataBase64: pulumi.output(args.userData).apply((text) => Buffer.from(text).toString("base64")),
            metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
            rootBlockDevice: { encrypted: true, volumeType: "gp3", volumeSize: 10 },
            volumeTags: { environment, Name: `${environment}-bastion` },
            tags: { Name: `${environment}-bastion` },
            // A new image of Debian is no reason to lose the bastion; replacing it is a decision.
        }, { ...child, ignoreChanges: ["ami"], additionalSecretOutputs: ["userDataBase64"] });
        this.instanceId = instance.id;
        this.publicIp = new aws.ec2.Eip(name, { domain: "vpc", instance: instance.id, tags: { Name: `${environment}-bastion` } }, child).publicIp;
        this.registerOutputs({});
    }
}
