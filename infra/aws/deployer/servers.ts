import type { Subject } from "./types";

/** Servers, the cluster's nodes and their disks. */
export const servers: Subject = {
    name: "servers",
    boundBy: "tag",
    types: {
        "aws:ec2/instance:Instance": {
            create: ["ec2:RunInstances"],
            change: ["ec2:TerminateInstances", "ec2:StartInstances", "ec2:StopInstances", "ec2:ModifyInstanceAttribute", "ec2:ModifyInstanceMetadataOptions"],
            about: ["ec2:instance/*", "ec2:volume/*"],
            within: ["ec2:subnet/*", "ec2:security-group/*", "ec2:key-pair/*", "ec2:launch-template/*"],
            besides: ["ec2:network-interface/*", "arn:aws:ec2:REGION::image/*"], // made with the server, without a tag; Debian's own
        },
        "aws:ec2/keyPair:KeyPair": { create: ["ec2:ImportKeyPair"], change: ["ec2:DeleteKeyPair"], about: ["ec2:key-pair/*"] },
        "aws:ec2/launchTemplate:LaunchTemplate": { create: ["ec2:CreateLaunchTemplate"], change: ["ec2:CreateLaunchTemplateVersion", "ec2:ModifyLaunchTemplate", "ec2:DeleteLaunchTemplate", "ec2:DeleteLaunchTemplateVersions"], about: ["ec2:launch-template/*"] },
        "aws:ebs/volume:Volume": { create: ["ec2:CreateVolume"], change: ["ec2:ModifyVolume", "ec2:DeleteVolume"], about: ["ec2:volume/*"] },
        "aws:ec2/volumeAttachment:VolumeAttachment": { change: ["ec2:AttachVolume", "ec2:DetachVolume"], about: ["ec2:volume/*", "ec2:instance/*"] },
    },
};
