/** EC2 instances, their disks and the disks beside them. */
import type { Catalogue, Charge, Item } from "../charge";

/** What AWS makes a volume of where the program names no type; a disk of an instance is its image's instead. */
const DEFAULT_VOLUME = "gp2";

export const ec2: Catalogue = {
    "aws:ec2/instance:Instance": ({ inputs }, graph) => {
        const template = graph.find("aws:ec2/launchTemplate:LaunchTemplate", inputs.launchTemplate?.id ?? inputs.launchTemplate?.name)?.inputs;
        const type = inputs.instanceType ?? template?.instanceType;
        const spot = (inputs.instanceMarketOptions ?? template?.instanceMarketOptions)?.marketType === "spot";
        return [
            type ? instance(type, 1, spot) : { unclear: "the type of the instance" },
            ...disks([inputs.rootBlockDevice ?? {}, ...(inputs.ebsBlockDevices ?? [])], 1),
            ...(inputs.associatePublicIpAddress ? [{ price: "VPC/public-ipv4", quantity: 1 }] : []),
        ];
    },
    "aws:ebs/volume:Volume": ({ inputs }) => disks([{ volumeSize: inputs.size, volumeType: inputs.type ?? DEFAULT_VOLUME }], 1),
};

/** So many instances of a type that run. */
export function instance(type: string, quantity: number, spot: boolean): Charge {
    return { price: `EC2/${spot ? "spot" : "on-demand"}/${type}`, quantity };
}

/** The same disks on so many instances. Performance beyond what a disk's type includes is not looked at. */
export function disks(devices: readonly { volumeSize?: number; volumeType?: string }[], instances: number): Item[] {
    return devices.map(({ volumeSize, volumeType }) =>
        volumeSize === undefined || volumeType === undefined
            ? { unclear: "a disk whose size or type is its image's" }
            : { price: `EBS/${volumeType}`, quantity: Number(volumeSize) * instances },
    );
}
