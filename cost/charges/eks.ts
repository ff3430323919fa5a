/** EKS: the control plane, and the managed nodes with their disks. */
import type { Catalogue } from "../charge";
import { disks, instance } from "./ec2";

export const eks: Catalogue = {
    "aws:eks/cluster:Cluster": () => [{ price: "EKS/cluster", quantity: 1 }],
    "aws:eks/nodeGroup:NodeGroup": ({ inputs }, graph) => {
        const { id, name } = inputs.launchTemplate ?? {};
        const template = graph.find("aws:ec2/launchTemplate:LaunchTemplate", id ?? name)?.inputs;
        const nodes = Number(inputs.scalingConfig.desiredSize);
        // Where several types are allowed AWS takes any of them; the first is the one that the program asks for.
        const type = inputs.instanceTypes?.[0] ?? template?.instanceType;
        const mapped = (template?.blockDeviceMappings ?? []).map((mapping: { ebs?: object }) => mapping.ebs).filter(Boolean);
        return [
            type ? instance(type, nodes, inputs.capacityType === "SPOT") : { unclear: "the type of the nodes" },
            ...disks(mapped.length > 0 ? mapped : [{}], nodes),
        ];
    },
};
