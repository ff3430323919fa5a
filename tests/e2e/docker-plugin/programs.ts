import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { UNHEALTHY, type Lab } from "./engine";

type Outputs = Record<string, unknown>;

export interface Variation {
    /** A change of it makes another container. */
    greeting?: string;
    /** A change of it does not. */
    memory?: number;
}

/** Every object of this suite bears the label by which the suite finds what is left. */
const labelsOf = ({ label }: Lab): { label: string; value: string }[] => [{ label, value: "" }];

/** The programs of the tests by name. */
export const programs = {
    /** A network, a volume, and a container that has both; names are fixed, as Plateau's own are. */
    platform(lab: Lab, { greeting = "hello", memory = 64 }: Variation): Outputs {
        const labels = labelsOf(lab);
        const network = new docker.Network("network", { name: `${lab.name}-network`, internal: true, labels });
        const volume = new docker.Volume("volume", { name: `${lab.name}-volume`, labels });
        const container = new docker.Container("container", {
            name: `${lab.name}-container`,
            image: lab.image,
            labels,
            memory,
            memorySwap: memory,
            // Known only once the volume is there.
            envs: [`GREETING=${greeting}`, pulumi.interpolate`PLACE=${volume.mountpoint}`, pulumi.secret("PASSWORD=hunter2")],
            networksAdvanced: [{ name: network.id }],
            volumes: [{ volumeName: volume.name, containerPath: "/data" }],
        });
        return { id: container.id, network: network.id };
    },

    /** What the first provider makes is where the second one works. */
    chained(lab: Lab): Outputs {
        const first = new docker.Volume("first", { name: `${lab.name}-first`, labels: labelsOf(lab) });
        const provider = new docker.Provider("later", { host: first.name.apply(() => lab.host) });
        const second = new docker.Volume("second", { name: `${lab.name}-second`, labels: labelsOf(lab) }, { provider });
        return { mountpoint: second.mountpoint };
    },

    imported(lab: Lab, { name }: { name: string }): void {
        new docker.Volume("imported", { name, driver: "local", labels: labelsOf(lab) }, { import: name });
    },

    found(_lab: Lab, { name }: { name: string }): Outputs {
        return { internal: docker.getNetworkOutput({ name }).internal };
    },

    /** One of two that fails, beside one that works. */
    missingImage(lab: Lab, { image = "plateau.invalid/none:1" }: { image?: string }): void {
        new docker.Volume("beside", { name: `${lab.name}-beside`, labels: labelsOf(lab) });
        new docker.Container("container", { name: `${lab.name}-fails`, image, labels: labelsOf(lab) });
    },

    /** A container that is there, and of which the engine never says that it is healthy. */
    unhealthy(lab: Lab, { createSeconds, waits = true }: { createSeconds?: number; waits?: boolean }): void {
        const customTimeouts = createSeconds ? { create: `${createSeconds}s` } : undefined;
        const args = { image: lab.image, labels: labelsOf(lab), healthcheck: UNHEALTHY, wait: waits, waitTimeout: 60 };
        new docker.Container("container", { name: `${lab.name}-unhealthy`, ...args }, { customTimeouts });
    },

    image(lab: Lab): void {
        new docker.Image("image", { imageName: `${lab.name}:1`, build: { context: "." }, skipPush: true });
    },
} satisfies Record<string, (lab: Lab, args: never) => Outputs | void>;
