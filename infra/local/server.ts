import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { Zone } from "../addresses";
import type { MachineFacts } from "../facts";
import type { Role, ServerPlan } from "../target";
import { dockerLabels, type Network } from "./network";
import { securityOf } from "./security";

export interface ServerArgs extends Pick<MachineFacts, "images"> {
    readonly environment: string;
    readonly plan: ServerPlan;
    readonly network: Network;
    /** cloud-init user-data, the same on every target. */
    readonly userData: pulumi.Input<string>;
    /** Ports of the machine's loopback that lead to this server: host port → server port. */
    readonly publish?: Record<number, number>;
}

/** Image of each role. */
const IMAGE: Record<Role, string> = { bastion: "server", control: "node", worker: "node", database: "database" };

/** What makes a node the one that it is in its cluster: certificates, keys, and what it holds for pods. */
const NODE = { kubernetes: "/etc/kubernetes", kubelet: "/var/lib/kubelet", containerd: "/var/lib/containerd" };

/** Directories that outlive the container, by role: a server that is made anew goes on as the one that it replaces. */
const VOLUMES: Record<Role, Readonly<Record<string, string>>> = {
    bastion: {},
    control: { ...NODE, etcd: "/var/lib/etcd", registry: "/var/lib/docker-registry" },
    worker: { ...NODE, storage: "/var/lib/local-path-provisioner" },
    database: { data: "/var/lib/postgresql" },
};

/** Volumes that are filled from the server's image and lead into it: another image needs another one. */
const OF_IMAGE = ["containerd"];

/** Seconds that systemd has to stop a server's services; its data is safe long before. */
const GRACE_SECONDS = 10;

/** A server as a Debian 13 system container: systemd is its first process, cloud-init configures it at its first start. */
export class Server extends pulumi.ComponentResource {
    /** Changes when the server is made anew: what was configured on the old one is gone then. */
    readonly id: pulumi.Output<string>;

    constructor(name: string, args: ServerArgs, opts?: pulumi.ComponentResourceOptions) {
        super("plateau:local:Server", name, {}, opts);
        const { plan, environment } = args;
        const fullName = `plateau-${environment}-${plan.name}`;
        const image = args.images[IMAGE[plan.role]];
        if (!image) throw new Error(`there is no image for the role ${plan.role}`);
        const labels = dockerLabels(environment);
        const security = securityOf(plan.role);
        const volumes = Object.entries(VOLUMES[plan.role]).map(([purpose, containerPath]) => {
            const made = OF_IMAGE.includes(purpose) ? [...labels, { label: "plateau.image", value: image }] : labels;
            const volume = new docker.Volume(`${name}-${purpose}`, { name: `${fullName}-${purpose}`, labels: made }, { parent: this, deleteBeforeReplace: true });
            return { containerPath, volumeName: volume.name };
        });
        const container = new docker.Container(
            `${name}-container`,
            {
                name: fullName,
                image,
                hostname: plan.name,
                // Equal limits: with memory alone, the engine's own value for the swap would be a difference at every `up`.
                memory: plan.memoryMiB,
                memorySwap: plan.memoryMiB,
                capabilities: { adds: [...security.capabilities], drops: ["ALL"] },
                securityOpts: [...security.securityOptions],
                devices: security.devices.map((hostPath) => ({ hostPath, containerPath: hostPath, permissions: "rwm" })),
                cgroupnsMode: "private",
                tmpfs: { "/run": "", "/tmp": "" },
                volumes,
                networksAdvanced: (Object.entries(plan.addresses) as [Zone, string][]).map(([zone, ipv4Address]) => ({ name: args.network.ids[zone], ipv4Address })),
                ports: Object.entries(args.publish ?? {}).map(([external, internal]) => ({ internal, external: Number(external), ip: "127.0.0.1" })),
                uploads: [
                    { file: "/var/lib/cloud/seed/nocloud/user-data", content: args.userData, permissions: "0600" }, // the host key is in it
                    { file: "/var/lib/cloud/seed/nocloud/meta-data", content: `instance-id: ${fullName}\nlocal-hostname: ${plan.name}\n` },
                ],
                labels,
                restart: "unless-stopped", // the environment comes back with the machine
                stopSignal: "SIGRTMIN+3", // systemd's own signal for an orderly end
                destroyGraceSeconds: GRACE_SECONDS,
                mustRun: true,
            },
            { parent: this, deleteBeforeReplace: true, additionalSecretOutputs: ["uploads"] },
        );
        this.id = container.id;
        this.registerOutputs({ id: this.id });
    }
}
