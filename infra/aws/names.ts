import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Credential } from "../pki";
import type { Network } from "./network";
import type { AwsSettings } from "./settings";

export interface NamesArgs {
    /** Domain of the environment: "demo.example.org". */
    readonly domain: string;
    readonly hosts: readonly string[];
    readonly network: Network;
    /** The public zone above it, if there is one. */
    readonly zone: AwsSettings["zone"];
    /** For those hosts, by the environment's own authority. */
    readonly own: Credential & { readonly ca: pulumi.Input<string> };
}

/**
 * A zone of the environment's own, and the certificate for its names. Public ones are delegated from the zone above and
 * signed by Amazon; without a public zone both are known inside the VPC only.
 */
export class Names extends pulumi.ComponentResource {
    readonly certificateArn: pulumi.Output<string>;
    private readonly zoneId: pulumi.Output<string>;

    constructor(private readonly name: string, private readonly args: NamesArgs, opts: pulumi.ComponentResourceOptions) {
        super("plateau:aws:Names", name, {}, opts);
        const child = { parent: this };
        const { domain, zone, network, own } = args;
        const made = new aws.route53.Zone(name, { name: domain, forceDestroy: true, ...(!zone && { vpcs: [{ vpcId: network.vpcId }] }) }, child);
        this.zoneId = made.zoneId;
        if (zone) {
            const delegation = new aws.route53.Record(`${name}-delegation`, { zoneId: zone.id, name: domain, type: "NS", ttl: 300, records: made.nameServers }, child);
            this.certificateArn = publicCertificate(name, args, made.zoneId, { ...child, dependsOn: [delegation] });
        } else {
            const { certificate: certificateBody, privateKey, ca: certificateChain } = own;
            this.certificateArn = new aws.acm.Certificate(name, { certificateBody, privateKey, certificateChain }, child).arn;
        }
        this.registerOutputs({});
    }

    /** Leads every host to the load balancer. */
    leadTo(balancer: aws.lb.LoadBalancer): void {
        for (const host of this.args.hosts) {
            new aws.route53.Record(`${this.name}-${host.split(".")[0]}`, {
                zoneId: this.zoneId,
                name: host,
                type: "A",
                aliases: [{ name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true }],
            }, { parent: this });
        }
    }
}

/** One wildcard certificate, proven by an entry in the zone; its ARN is known once Amazon has signed it. */
function publicCertificate(name: string, { domain }: NamesArgs, zoneId: pulumi.Output<string>, opts: pulumi.CustomResourceOptions): pulumi.Output<string> {
    const certificate = new aws.acm.Certificate(name, { domainName: `*.${domain}`, validationMethod: "DNS" }, opts);
    const asked = certificate.domainValidationOptions.apply(([option]) => option!);
    const proof = new aws.route53.Record(`${name}-proof`, { zoneId, name: asked.resourceRecordName, type: asked.resourceRecordType as pulumi.Output<aws.route53.RecordType>, ttl: 60, records: [asked.resourceRecordValue] }, opts);
    return new aws.acm.CertificateValidation(name, { certificateArn: certificate.arn, validationRecordFqdns: [proof.fqdn] }, opts).certificateArn;
}
