import {
    CreateClusterCommand,
    DeleteClusterCommand,
    DescribeClusterCommand,
    UpdateClusterConfigCommand,
    UpdateClusterVersionCommand,
    type AuthenticationMode,
    type Cluster,
    type CreateClusterRequest,
    type LogType,
    type Logging,
    type SupportType,
    type UpdateClusterConfigRequest,
} from "@aws-sdk/client-eks";
import type { ClusterArgs, ClusterState } from "@pulumi/aws/eks/cluster";
import { isDeepStrictEqual } from "node:util";
import type { Context } from "../../kit/types";
import type { Account } from "../account";
import type { Kind } from "../kind";
import { retagEks } from "./eks";
import { finish, inOrder, insist, live, reach, unlessGone, type Plain } from "./shared";
import { readTags, tagsOf } from "./tags";

type Given = Plain<ClusterArgs>;

/** All that AWS has; what is not asked for is switched off. */
const LOG_TYPES: readonly LogType[] = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

const find = async (name: string, { eks }: Account): Promise<Cluster | undefined> => (await unlessGone(eks.send(new DescribeClusterCommand({ name }))))?.cluster;

async function look(name: string, account: Account) {
    const found = await find(name, account);
    return found && { state: found.status, reason: found.health?.issues?.map(({ message }) => message).join(" ") };
}

const active = (name: string, account: Account, context: Context) => reach({ what: `cluster ${name}`, state: "ACTIVE", never: /FAILED|DELETING/, minutes: 30 }, () => look(name, account), context);

function loggingOf({ enabledClusterLogTypes = [] }: Given): Logging {
    const [on, off] = [true, false].map((enabled) => ({ enabled, types: LOG_TYPES.filter((type) => enabledClusterLogTypes.includes(type) === enabled) }));
    return { clusterLogging: [on!, off!].filter(({ types }) => types.length > 0) };
}

const accessOf = ({ vpcConfig }: Given) => ({
    endpointPrivateAccess: vpcConfig?.endpointPrivateAccess,
    endpointPublicAccess: vpcConfig?.endpointPublicAccess,
    publicAccessCidrs: vpcConfig?.publicAccessCidrs,
});

const subnetsOf = ({ vpcConfig }: Given) => ({ subnetIds: vpcConfig?.subnetIds, securityGroupIds: vpcConfig?.securityGroupIds });

const upgradeOf = ({ upgradePolicy }: Given) => upgradePolicy && { supportType: upgradePolicy.supportType as SupportType };

function request(given: Given): CreateClusterRequest {
    const { accessConfig, kubernetesNetworkConfig, encryptionConfig } = given;
    return {
        name: given.name,
        version: given.version,
        roleArn: given.roleArn,
        resourcesVpcConfig: { ...accessOf(given), ...subnetsOf(given) },
        accessConfig: accessConfig && {
            authenticationMode: accessConfig.authenticationMode as AuthenticationMode,
            bootstrapClusterCreatorAdminPermissions: accessConfig.bootstrapClusterCreatorAdminPermissions,
        },
        kubernetesNetworkConfig: kubernetesNetworkConfig && { serviceIpv4Cidr: kubernetesNetworkConfig.serviceIpv4Cidr },
        encryptionConfig: encryptionConfig && [{ provider: encryptionConfig.provider, resources: encryptionConfig.resources }],
        logging: loggingOf(given),
        bootstrapSelfManagedAddons: given.bootstrapSelfManagedAddons,
        upgradePolicy: upgradeOf(given),
    };
}

/** What EKS is asked to change: one thing at a time, and nothing that stays as it is. */
function requests(given: Given, olds: Given, changed: ReadonlySet<string>): Omit<UpdateClusterConfigRequest, "name">[] {
    const differs = (part: (given: Given) => unknown) => !isDeepStrictEqual(part(given), part(olds));
    return [
        ...(differs(accessOf) ? [{ resourcesVpcConfig: accessOf(given) }] : []),
        ...(differs(subnetsOf) ? [{ resourcesVpcConfig: subnetsOf(given) }] : []),
        ...(changed.has("accessConfig") ? [{ accessConfig: { authenticationMode: given.accessConfig?.authenticationMode as AuthenticationMode } }] : []),
        ...(changed.has("enabledClusterLogTypes") ? [{ logging: loggingOf(given) }] : []),
        ...(changed.has("upgradePolicy") ? [{ upgradePolicy: upgradeOf(given) }] : []),
    ];
}

/** Its ID is its name. */
export const cluster: Kind = {
    inputs: ["name", "version", "roleArn", "vpcConfig", "accessConfig", "kubernetesNetworkConfig", "encryptionConfig", "enabledClusterLogTypes", "bootstrapSelfManagedAddons", "upgradePolicy", "tags"],
    parts: {
        vpcConfig: ["subnetIds", "securityGroupIds", "endpointPrivateAccess", "endpointPublicAccess", "publicAccessCidrs"],
        accessConfig: ["authenticationMode", "bootstrapClusterCreatorAdminPermissions"],
        kubernetesNetworkConfig: ["serviceIpv4Cidr"],
        encryptionConfig: ["provider", "resources"],
        "encryptionConfig.provider": ["keyArn"],
        upgradePolicy: ["supportType"],
    },
    replacing: ["name", "roleArn", "kubernetesNetworkConfig", "encryptionConfig", "bootstrapSelfManagedAddons"],
    stable: ["arn", "endpoint", "certificateAuthority", "createdAt", "identities"],
    named: { by: "name", maxLength: 100 },

    async create(inputs, account, context) {
        const given: Given = inputs;
        const command = new CreateClusterCommand({ ...request(given), tags: tagsOf(inputs) });
        await insist(`cluster ${given.name}`, /role .* (could not be assumed|is not authorized)/i, () => account.eks.send(command), context, 2);
        return finish(given.name!, inputs, "name", () => active(given.name!, account, context));
    },

    async read(id, account, _, state = {}) {
        const found = await find(id, account);
        if (!found) return undefined;
        const known: Given = state;
        const { resourcesVpcConfig: network, accessConfig: access, encryptionConfig: [encryption] = [], certificateAuthority: authority } = found;
        const logs = found.logging?.clusterLogging?.filter(({ enabled }) => enabled).flatMap(({ types = [] }) => types) ?? [];
        return live<ClusterState>(id, {
            arn: found.arn,
            name: found.name,
            version: found.version,
            platformVersion: found.platformVersion,
            status: found.status,
            createdAt: found.createdAt?.toISOString(),
            endpoint: found.endpoint,
            certificateAuthority: { data: authority?.data },
            identities: [{ oidcs: [{ issuer: found.identity?.oidc?.issuer }] }],
            roleArn: found.roleArn,
            vpcConfig: {
                subnetIds: inOrder(network?.subnetIds ?? [], known.vpcConfig?.subnetIds),
                ...((network?.securityGroupIds?.length ?? 0) > 0 && { securityGroupIds: inOrder(network!.securityGroupIds!, known.vpcConfig?.securityGroupIds) }),
                endpointPrivateAccess: network?.endpointPrivateAccess,
                endpointPublicAccess: network?.endpointPublicAccess,
                // AWS answers the whole world for an endpoint that is not public, too.
                ...(network?.endpointPublicAccess && { publicAccessCidrs: inOrder(network.publicAccessCidrs ?? [], known.vpcConfig?.publicAccessCidrs) }),
                clusterSecurityGroupId: network?.clusterSecurityGroupId,
                vpcId: network?.vpcId,
            },
            accessConfig: access && { authenticationMode: access.authenticationMode, bootstrapClusterCreatorAdminPermissions: access.bootstrapClusterCreatorAdminPermissions ?? known.accessConfig?.bootstrapClusterCreatorAdminPermissions },
            kubernetesNetworkConfig: found.kubernetesNetworkConfig && { serviceIpv4Cidr: found.kubernetesNetworkConfig.serviceIpv4Cidr },
            encryptionConfig: encryption && { provider: { keyArn: encryption.provider?.keyArn }, resources: encryption.resources },
            enabledClusterLogTypes: inOrder(logs, known.enabledClusterLogTypes),
            upgradePolicy: found.upgradePolicy && { supportType: found.upgradePolicy.supportType },
            ...readTags(found.tags),
        });
    },

    async update(name, inputs, changed, account, context, olds) {
        const { eks } = account;
        const given: Given = inputs;
        await active(name, account, context);
        if (changed.has("version")) {
            await eks.send(new UpdateClusterVersionCommand({ name, version: given.version }));
            await active(name, account, context);
        }
        for (const part of requests(given, olds, changed)) {
            await eks.send(new UpdateClusterConfigCommand({ name, ...part }));
            await active(name, account, context);
        }
        await retagEks(inputs, changed, account, olds);
    },

    async delete(name, _, account, context) {
        // Node groups that are still going hold it.
        await insist(`cluster ${name}`, /ResourceInUse/, () => unlessGone(account.eks.send(new DeleteClusterCommand({ name }))), context, 15);
        await reach({ what: `cluster ${name}`, state: undefined, never: /FAILED/, minutes: 15 }, () => look(name, account), context);
    },
};
