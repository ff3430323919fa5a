/** What the target `aws` can be told: the key `aws` of a specification. */
import { z } from "zod";

const cidr = z.cidrv4({ message: 'must be an IPv4 network such as "198.51.100.0/24"' });

export const PROFILES = ["lesson", "reference"] as const;

export type Profile = (typeof PROFILES)[number];

export const awsSettingsSchema = z.strictObject({
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region such as "eu-west-3"').default("eu-west-3").describe("Region of AWS."),
    profile: z.enum(PROFILES).default("lesson").describe("`lesson`: smallest sizes, spot nodes, everything in one zone. `reference`: three zones, standbys, protection of production."),
    account: z.string().regex(/^\d{12}$/, "must be twelve digits").optional().describe("Number of the only account in which the environment may be made."),
    access: z.array(cidr).default([]).describe("Networks from which the environment is administered: ssh to the bastion and, unless the endpoint is private, the Kubernetes API. `up` wants at least one."),
    endpoint: z.enum(["allow-list", "private"]).default("allow-list").describe("Who reaches the Kubernetes API: the networks of `access`, or only what is inside the VPC; `plateau` then has to run there, too."),
    administrators: z.array(z.string().startsWith("arn:")).default([]).describe("IAM roles and users that administer the cluster, beside whoever made it."),
    zone: z
        .strictObject({
            id: z.string().min(1).describe("Its identifier."),
            name: z.string().min(1).describe("Its domain."),
        })
        .optional()
        .describe("Public zone of Route 53 under which users find the environment, with a certificate of ACM. Without it the names are known inside the VPC only, and the environment's own authority signs."),
    natGateways: z.enum(["one", "per-zone"]).optional().describe("Ways out of the private subnets; as the profile says by default: `one` for `lesson`, `per-zone` for `reference`."),
    waf: z.boolean().default(false).describe("A web application firewall with AWS's own rules before the load balancer."),
    budget: z
        .strictObject({
            monthly: z.coerce.number().int().min(1).default(150).describe("Limit, USD a month."),
            email: z.email().optional().describe("Who is told at 80 % of it, and when the forecast exceeds it. `up` wants it."),
        })
        .prefault({})
        .describe("What the environment may cost."),
});

export type AwsSettings = z.infer<typeof awsSettingsSchema>;
