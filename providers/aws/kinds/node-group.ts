import {
    CreateNodegroupCommand,
    DeleteNodegroupCommand,
    DescribeNodegroupCommand,
    UpdateNodegroupConfigCommand,
    UpdateNodegroupVersionCommand,
    type AMITypes,
    type CapacityTypes,
    type Nodegroup,
    type NodegroupUpdateConfig,
} from "@aws-sdk/client-eks";
import type { NodeGroupArgs, NodeGroupState } from "@pulumi/aws/eks/nodeGroup";
import type { Context } from "../../kit/types";
import type { Account } from "../account";
import type { Kind } from "../kind";
import { retagEks } from "./eks";
import { finish, inOrder, live, reach, unlessGone, type Plain } from "./shared";
import { readTags, tagsOf } from "./tags";

type Given = Plain<NodeGroupArgs>;

/** Its ID is "cluster:group". */
function namesOf(id: string): { clusterName: string; nodegroupName: string } {
    const [clusterName = "", nodegroupName = ""] = id.split(":");
    return { clusterName, nodegroupName };
}

const find = async (id: string, { eks }: Account): Promise<Nodegroup | undefined> => (await unlessGone(eks.send(new DescribeNodegroupCommand(namesOf(id)))))?.nodegroup;

async function look(id: string, account: Account) {
    const found = await find(id, account);
    return found && { state: found.status, reason: found.health?.issues?.map(({ message }) => message).join(" ") };
}

const active = (id: string, account: Account, context: Context) => reach({ what: `node group ${id}`, state: "ACTIVE", never: /FAILED|DELETING|DEGRADED/, minutes: 60 }, () => look(id, account), context);

const templateOf = ({ launchTemplate: given }: Given) => given && { id: given.id, name: given.name, version: given.version };

export const nodeGroup: Kind = {
    inputs: ["clusterName", "nodeGroupName", "nodeRoleArn", "subnetIds", "capacityType", "instanceTypes", "amiType", "scalingConfig", "updateConfig", "launchTemplate", "tags"],
    parts: { scalingConfig: ["desiredSize", "minSize", "maxSize"], updateConfig: ["maxUnavailable", "maxUnavailablePercentage"], launchTemplate: ["id", "name", "version"] },
    replacing: ["clusterName", "nodeGroupName", "nodeRoleArn", "subnetIds", "capacityType", "instanceTypes", "amiType"],
    stable: ["arn", "resources"],
    named: { by: "nodeGroupName", maxLength: 63 },

    async create(inputs, account, context) {
        const given: Given = inputs;
        await account.eks.send(
            new CreateNodegroupCommand({
                clusterName: given.clusterName,
                nodegroupName: given.nodeGroupName,
                nodeRole: given.nodeRoleArn,
                subnets: given.subnetIds,
                capacityType: given.capacityType as CapacityTypes,
                instanceTypes: given.instanceTypes,
                amiType: given.amiType as AMITypes,
                scalingConfig: given.scalingConfig,
                updateConfig: given.updateConfig as NodegroupUpdateConfig,
                launchTemplate: templateOf(given),
                tags: tagsOf(inputs),
            }),
        );
        const id = `${given.clusterName}:${given.nodeGroupName}`;
        return finish(id, inputs, "nodeGroupName", () => active(id, account, context));
    },

    async read(id, account, _, state = {}) {
        const found = await find(id, account);
        if (!found) return undefined;
        const known: Given = state;
        const { launchTemplate: template, resources } = found;
        return live<NodeGroupState>(id, {
            arn: found.nodegroupArn,
            clusterName: found.clusterName,
            nodeGroupName: found.nodegroupName,
            nodeRoleArn: found.nodeRole,
            subnetIds: inOrder(found.subnets ?? [], known.subnetIds),
            capacityType: found.capacityType,
            instanceTypes: found.instanceTypes,
            amiType: found.amiType,
            version: found.version,
            releaseVersion: found.releaseVersion,
            diskSize: found.diskSize,
            status: found.status,
            scalingConfig: found.scalingConfig,
            // AWS answers one of the two; the other is the program's to leave out.
            updateConfig: found.updateConfig ?? known.updateConfig,
            // AWS answers the template by ID and name, and the program gave one of them.
            launchTemplate: template && { version: template.version, ...(known.launchTemplate?.id || !known.launchTemplate ? { id: template.id } : { name: template.name }) },
            resources: [{
                autoscalingGroups: (resources?.autoScalingGroups ?? []).map(({ name }) => ({ name })),
                remoteAccessSecurityGroupId: resources?.remoteAccessSecurityGroup,
            }],
            ...readTags(found.tags),
        });
    },

    async update(id, inputs, changed, account, context, olds) {
        const { eks } = account;
        const given: Given = inputs;
        const names = namesOf(id);
        await active(id, account, context);
        if (changed.has("launchTemplate")) {
            await eks.send(new UpdateNodegroupVersionCommand({ ...names, launchTemplate: templateOf(given) }));
            await active(id, account, context);
        }
        if (changed.has("scalingConfig") || changed.has("updateConfig")) {
            await eks.send(new UpdateNodegroupConfigCommand({ ...names, scalingConfig: given.scalingConfig, updateConfig: given.updateConfig as NodegroupUpdateConfig }));
            await active(id, account, context);
        }
        await retagEks(inputs, changed, account, olds);
    },

    async delete(id, _, account, context) {
        await unlessGone(account.eks.send(new DeleteNodegroupCommand(namesOf(id))));
        await reach({ what: `node group ${id}`, state: undefined, never: /FAILED/, minutes: 60 }, () => look(id, account), context);
    },
};
