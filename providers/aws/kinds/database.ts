import { CreateDBInstanceCommand, DeleteDBInstanceCommand, DescribeDBInstancesCommand, ModifyDBInstanceCommand, type DBInstance } from "@aws-sdk/client-rds";
import type { InstanceArgs, InstanceState } from "@pulumi/aws/rds/instance";
import type { Context } from "../../kit/types";
import type { Account } from "../account";
import type { Kind } from "../kind";
import { retagRds } from "./rds";
import { difference, finish, inOrder, live, reach, unlessGone, type Plain } from "./shared";
import { fromTagList, tagList, tagsOf } from "./tags";

type Given = Plain<InstanceArgs>;

const find = async (identifier: string, { rds }: Account): Promise<DBInstance | undefined> => (await unlessGone(rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: identifier }))))?.DBInstances?.[0];

async function look(identifier: string, account: Account) {
    const found = await find(identifier, account);
    return found && { state: found.DBInstanceStatus };
}

const available = (identifier: string, account: Account, context: Context, minutes: number) =>
    reach({ what: `database ${identifier}`, state: "available", never: /failed|incompatible|inaccessible|restore-error|delet/, minutes }, () => look(identifier, account), context);

/** What a new one and a changed one are told alike. */
const contentOf = (given: Given) => ({
    EngineVersion: given.engineVersion,
    DBInstanceClass: given.instanceClass as string | undefined,
    StorageType: given.storageType as string | undefined,
    AllocatedStorage: given.allocatedStorage,
    MultiAZ: given.multiAz,
    VpcSecurityGroupIds: given.vpcSecurityGroupIds,
    PubliclyAccessible: given.publiclyAccessible,
    DBParameterGroupName: given.parameterGroupName,
    BackupRetentionPeriod: given.backupRetentionPeriod,
    CopyTagsToSnapshot: given.copyTagsToSnapshot,
    DeletionProtection: given.deletionProtection,
    AutoMinorVersionUpgrade: given.autoMinorVersionUpgrade,
    CACertificateIdentifier: given.caCertIdentifier,
});

/** Inputs that are asked for at the deletion alone. */
const AT_DELETION = ["skipFinalSnapshot", "deleteAutomatedBackups"] as const;

const CHANGEABLE = [
    "engineVersion", "instanceClass", "storageType", "allocatedStorage", "multiAz", "vpcSecurityGroupIds", "publiclyAccessible", "parameterGroupName", "backupRetentionPeriod",
    "copyTagsToSnapshot", "deletionProtection", "autoMinorVersionUpgrade", "caCertIdentifier", "enabledCloudwatchLogsExports",
] as const;

const REPLACING = ["identifier", "engine", "storageEncrypted", "kmsKeyId", "dbSubnetGroupName", "username", "manageMasterUserPassword", "masterUserSecretKmsKeyId"] as const;

/** "17" stands for "17.4": RDS chooses the minor version. */
const versionOf = (found: string | undefined, known: string | undefined) => (known && found?.startsWith(`${known}.`) ? known : found);

/** RDS makes the administrator's password and keeps it: none passes through here. Its ID is its resource ID. */
export const database: Kind = {
    inputs: [...REPLACING, ...CHANGEABLE, ...AT_DELETION, "tags"],
    replacing: REPLACING,
    stable: ["arn", "address", "endpoint", "port", "hostedZoneId", "resourceId", "masterUserSecrets"],
    defaults: { skipFinalSnapshot: false, deleteAutomatedBackups: true },
    named: { by: "identifier", maxLength: 63 },

    async create(inputs, account, context) {
        const given: Given = inputs;
        const { DBInstance } = await account.rds.send(
            new CreateDBInstanceCommand({
                ...contentOf(given),
                DBInstanceIdentifier: given.identifier,
                DBInstanceClass: given.instanceClass,
                Engine: given.engine,
                StorageEncrypted: given.storageEncrypted,
                KmsKeyId: given.kmsKeyId,
                DBSubnetGroupName: given.dbSubnetGroupName,
                MasterUsername: given.username,
                ManageMasterUserPassword: given.manageMasterUserPassword,
                MasterUserSecretKmsKeyId: given.masterUserSecretKmsKeyId,
                EnableCloudwatchLogsExports: given.enabledCloudwatchLogsExports,
                Tags: tagList(tagsOf(inputs)),
            }),
        );
        return finish(DBInstance!.DbiResourceId!, inputs, "identifier", () => available(given.identifier!, account, context, 40));
    },

    async read(id, account, _, state = {}) {
        const known: Given = state;
        const found = await find(known.identifier ?? id, account); // an import names it by its identifier
        if (!found) return undefined;
        return live<InstanceState>(found.DbiResourceId!, {
            arn: found.DBInstanceArn,
            resourceId: found.DbiResourceId,
            identifier: found.DBInstanceIdentifier,
            status: found.DBInstanceStatus,
            address: found.Endpoint?.Address,
            port: found.Endpoint?.Port,
            endpoint: found.Endpoint && `${found.Endpoint.Address}:${found.Endpoint.Port}`,
            hostedZoneId: found.Endpoint?.HostedZoneId,
            availabilityZone: found.AvailabilityZone,
            engine: found.Engine,
            engineVersion: versionOf(found.EngineVersion, known.engineVersion),
            engineVersionActual: found.EngineVersion,
            instanceClass: found.DBInstanceClass,
            storageType: found.StorageType,
            allocatedStorage: found.AllocatedStorage,
            storageEncrypted: found.StorageEncrypted,
            kmsKeyId: found.KmsKeyId,
            multiAz: found.MultiAZ,
            dbSubnetGroupName: found.DBSubnetGroup?.DBSubnetGroupName,
            vpcSecurityGroupIds: inOrder((found.VpcSecurityGroups ?? []).map(({ VpcSecurityGroupId = "" }) => VpcSecurityGroupId), known.vpcSecurityGroupIds),
            publiclyAccessible: found.PubliclyAccessible,
            parameterGroupName: found.DBParameterGroups?.[0]?.DBParameterGroupName,
            username: found.MasterUsername,
            manageMasterUserPassword: found.MasterUserSecret ? true : undefined,
            masterUserSecrets: found.MasterUserSecret && [{ secretArn: found.MasterUserSecret.SecretArn, secretStatus: found.MasterUserSecret.SecretStatus, kmsKeyId: found.MasterUserSecret.KmsKeyId }],
            backupRetentionPeriod: found.BackupRetentionPeriod,
            copyTagsToSnapshot: found.CopyTagsToSnapshot,
            deletionProtection: found.DeletionProtection,
            autoMinorVersionUpgrade: found.AutoMinorVersionUpgrade,
            caCertIdentifier: found.CACertificateIdentifier,
            enabledCloudwatchLogsExports: inOrder(found.EnabledCloudwatchLogsExports ?? [], known.enabledCloudwatchLogsExports),
            ...fromTagList(found.TagList),
        });
    },

    async update(_, inputs, changed, account, context, olds) {
        const given: Given = inputs;
        const identifier = given.identifier!;
        if (CHANGEABLE.some((name) => changed.has(name))) {
            await available(identifier, account, context, 40);
            const content = contentOf(Object.fromEntries(Object.entries(given).filter(([name]) => changed.has(name))));
            const logs = difference((olds as Given).enabledCloudwatchLogsExports, given.enabledCloudwatchLogsExports);
            await account.rds.send(
                new ModifyDBInstanceCommand({
                    ...content,
                    DBInstanceIdentifier: identifier,
                    ...(changed.has("enabledCloudwatchLogsExports") && { CloudwatchLogsExportConfiguration: { EnableLogTypes: logs.added, DisableLogTypes: logs.removed } }),
                    ApplyImmediately: true, // a program that is done has done what it says, not in the next window
                }),
            );
            await available(identifier, account, context, 80);
        }
        await retagRds(inputs, changed, account, olds);
    },

    async delete(_, state, account, context) {
        const { identifier, skipFinalSnapshot, deleteAutomatedBackups }: Given = state;
        const request = { DBInstanceIdentifier: identifier, SkipFinalSnapshot: skipFinalSnapshot, DeleteAutomatedBackups: deleteAutomatedBackups };
        if ((await look(identifier!, account))?.state !== "deleting") await unlessGone(account.rds.send(new DeleteDBInstanceCommand(request)));
        await reach({ what: `database ${identifier}`, state: undefined, minutes: 60 }, () => look(identifier!, account), context);
    },
};
