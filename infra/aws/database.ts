import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { subnetCidrs } from "./addresses";
import { AUTHORITY } from "./authority";
import type { Network } from "./network";
import { POSTGRESQL_PORT } from "./ports";
import type { Sizes } from "./profile";
import { securityGroup, type Peer } from "./security-group";

const MAJOR = "17";

export interface DatabasesArgs {
    readonly environment: string;
    readonly stages: readonly string[];
    readonly network: Network;
    readonly cidr: string;
    readonly sizes: Pick<Sizes, "database" | "standbys" | "protectedStages" | "logDays">;
    readonly key: aws.kms.Key;
    /** Group of the nodes, whose pods ask. */
    readonly nodes: pulumi.Input<string>;
}

/** One PostgreSQL a stage: production shares nothing with what is tried out. */
export class Databases extends pulumi.ComponentResource {
    readonly byStage: Readonly<Record<string, aws.rds.Instance>>;
    /** The administrator as RDS made it, `{"username","password"}` by stage; secret. */
    readonly administrators: Readonly<Record<string, pulumi.Output<string>>>;

    constructor(name: string, args: DatabasesArgs, opts: pulumi.ComponentResourceOptions) {
        super("plateau:aws:Databases", name, {}, opts);
        const child = { parent: this };
        const { environment, network, sizes, key } = args;
        const bastion: Peer = { cidr: subnetCidrs(args.cidr, "public")[0]! };
        const subnets = new aws.rds.SubnetGroup(name, { name: environment, subnetIds: [...network.subnetIds.data] }, child);
        const group = securityGroup(name, {
            vpcId: network.vpcId,
            description: "PostgreSQL",
            from: [
                { name: "nodes", peer: { group: args.nodes }, port: POSTGRESQL_PORT, description: "Pods" },
                { name: "bastion", peer: bastion, port: POSTGRESQL_PORT, description: "Roles and databases, by Ansible" },
            ],
            to: [],
        }, child);
        const parameters = new aws.rds.ParameterGroup(name, {
            name: environment,
            family: `postgres${MAJOR}`,
            parameters: [
                { name: "rds.force_ssl", value: "1" },
                { name: "log_connections", value: "1" },
                { name: "idle_in_transaction_session_timeout", value: "60000" }, // ms: a transaction left open keeps VACUUM from its work
            ],
        }, child);
        this.byStage = Object.fromEntries(args.stages.map((stage) => {
            const identifier = `${environment}-${stage}`;
            const logs = new aws.cloudwatch.LogGroup(`${name}-${stage}`, { name: `/aws/rds/instance/${identifier}/postgresql`, retentionInDays: sizes.logDays }, child);
            return [stage, new aws.rds.Instance(`${name}-${stage}`, {
                identifier,
                engine: "postgres",
                engineVersion: MAJOR,
                instanceClass: sizes.database.instanceClass,
                storageType: "gp3",
                allocatedStorage: sizes.database.storageGiB,
                storageEncrypted: true,
                kmsKeyId: key.arn,
                multiAz: sizes.standbys.includes(stage),
                dbSubnetGroupName: subnets.name,
                vpcSecurityGroupIds: [group.id],
                publiclyAccessible: false,
                parameterGroupName: parameters.name,
                username: "plateau",
                manageMasterUserPassword: true, // in Secrets Manager, renewed by RDS; the state has it for the playbook, encrypted
                masterUserSecretKmsKeyId: key.id,
                backupRetentionPeriod: sizes.database.backupDays,
                copyTagsToSnapshot: true,
                deleteAutomatedBackups: true,
                deletionProtection: sizes.protectedStages.includes(stage),
                skipFinalSnapshot: true, // what is to be kept, `plateau export` writes; a snapshot would go on to cost
                enabledCloudwatchLogsExports: ["postgresql"],
                autoMinorVersionUpgrade: true,
                caCertIdentifier: AUTHORITY,
            }, { ...child, dependsOn: [logs] })];
        }));
        this.administrators = Object.fromEntries(
            Object.entries(this.byStage).map(([stage, { masterUserSecrets }]) => {
                const secretId = masterUserSecrets.apply(([secret]) => secret!.secretArn);
                return [stage, pulumi.secret(aws.secretsmanager.getSecretVersionOutput({ secretId }, child).secretString)];
            }),
        );
        this.registerOutputs({});
    }
}
