/**
 * What each role may do on the machine's kernel: no server is privileged. In one place, each with its reason.
 * A capability that is not here was tried without, and the server came up and did its work.
 */
import type { Role } from "../target";

/** What systemd, sshd, sudo and the packet filter of any server need. */
const SERVER = {
    AUDIT_WRITE: "sshd and sudo write to the audit log",
    CHOWN: "systemd gives directories to the users of its services",
    DAC_OVERRIDE: "services read and write what belongs to their users while they start",
    FOWNER: "systemd-tmpfiles sets modes of files of other users",
    FSETID: "directories keep their set-group-ID bit",
    KILL: "systemd ends the processes of its services",
    NET_ADMIN: "nftables",
    NET_BIND_SERVICE: "sshd and HAProxy listen below port 1024",
    SETGID: "services and logins change their groups",
    SETPCAP: "systemd takes capabilities away from its services",
    SETUID: "services and logins change their user",
    SYS_ADMIN: "systemd mounts, and gives services a file system view of their own",
    SYS_CHROOT: "sshd confines the part of it that faces the network",
} as const;

/** What containerd and kubelet need beyond that. */
const NODE = {
    DAC_READ_SEARCH: "containerd unpacks images of any owner",
    IPC_LOCK: "etcd and containers lock memory",
    MKNOD: "containers get their device files",
    NET_RAW: "containerd cannot give to a container what the node itself does not have, and this is in its default set",
    SETFCAP: "images have files with capabilities",
    SYS_NICE: "kubelet orders processes by their class of service",
    SYS_PTRACE: "containerd and kubelet look into the namespaces of containers",
    SYSLOG: "kubelet reads the kernel's messages for lack of memory",
} as const;

export interface RoleSecurity {
    readonly capabilities: readonly string[];
    readonly securityOptions: readonly string[];
    readonly devices: readonly string[];
}

/** The default AppArmor profile refuses remounting the control groups. The default seccomp profile stays. */
const SERVER_OPTIONS = ["apparmor=unconfined"];

/** The default seccomp profile refuses what runc does on a node to make a container; each pod has a profile of its own. */
const NODE_OPTIONS = [...SERVER_OPTIONS, "seccomp=unconfined"];

export function securityOf(role: Role): RoleSecurity {
    switch (role) {
        case "bastion":
        case "database":
            return { capabilities: capabilities(SERVER), securityOptions: SERVER_OPTIONS, devices: [] };
        case "control":
        case "worker":
            return {
                capabilities: capabilities({ ...SERVER, ...NODE }),
                securityOptions: NODE_OPTIONS,
                devices: ["/dev/kmsg", "/dev/fuse"], // kubelet reads the one; the other is there for volumes by FUSE
            };
        default: {
            const forgotten: never = role;
            throw new Error(`no security for the role ${String(forgotten)}`);
        }
    }
}

function capabilities(reasons: Readonly<Record<string, string>>): string[] {
    return Object.keys(reasons).sort().map((name) => `CAP_${name}`);
}
