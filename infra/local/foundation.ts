/** The target `local`: Docker networks and system containers on the user's own machine, configured by Ansible. */
import * as pulumi from "@pulumi/pulumi";
import { SERVICES, type Service } from "../../apps/services";
import { PLATFORM_IMAGES } from "../../k8s/platform";
import { versions } from "../../setup/versions";
import { connectionOf } from "../ansible";
import { firstConfiguration } from "../first-configuration";
import { BASTION_PORTS, homeAddress, type EnvironmentPlan } from "../plan";
import { RegistryImage } from "../plateau/resources";
import type { DatabaseServer, Foundation, FoundationArgs, LabImage, Role } from "../target";
import { Configuration } from "./configuration";
import { Network } from "./network";
import { Server } from "./server";

const POSTGRESQL_PORT = 5432;
const REGISTRY_PORT = 5000;

/** Release of Debian that the images without a version of their own are made of. */
const DEBIAN = "trixie";

export function local(args: FoundationArgs): Foundation {
    const { plan, machine, pki, secrets } = args;
    const network = new Network("network", { environment: plan.name, subnets: plan.subnets });
    const servers: Record<string, Server> = Object.fromEntries(
        plan.servers.map((server) => [
            server.name,
            new Server(server.name, {
                environment: plan.name,
                plan: server,
                network,
                images: machine.images,
                userData: firstConfiguration(server, args),
                publish: server.role === "bastion" ? publishedPorts(plan) : undefined,
            }),
        ]),
    );
    const passwords = { registryPassword: pki.password("registry"), replicationPassword: pki.password("replication") };
    const configuration = new Configuration("configuration", { plan, pki, servers, secrets, ...passwords, ansibleDigest: machine.ansibleDigest });
    return {
        cluster: {
            kubeconfig: configuration.kubeconfig,
            resource: configuration.kubernetes,
            places: {
                controlPlane: addressesOf(plan, "control"),
                apiPort: 6443,
                nodes: addressesOf(plan, "control", "worker"),
                entrance: [plan.servers.find((s) => s.role === "bastion")!.addresses.private!],
            },
            brought: {},
        },
        databases: Object.fromEntries(plan.specification.stages.map((stage) => [stage, primaryOf(args, configuration.database)])),
        images: {
            lab: Object.fromEntries([...PLATFORM_IMAGES, "prometheus", "alertmanager"].map((image) => [image, baked(image)])) as Record<LabImage, string>,
            application: applicationImages(args, passwords.registryPassword, configuration.kubernetes),
        },
        outputs: {
            entrance: "127.0.0.1",
            connection: connectionOf(args, { host: "127.0.0.1", port: plan.ports.ssh }),
            inventory: configuration.inventory,
            playbooks: configuration.playbooks,
            variables: configuration.variables,
        },
    };
}

/** All stages have their databases on the same pair of servers. */
function primaryOf({ plan, pki }: FoundationArgs, ready: pulumi.Resource): DatabaseServer {
    const host = homeAddress(plan.servers.find((s) => s.name === "db-1")!);
    return { host, port: POSTGRESQL_PORT, addresses: [host], caPem: pki.ca.certificate, ready };
}

/** Name of an image that the nodes have from the start. */
function baked(image: string): string {
    const version = (versions as Record<string, unknown>)[image];
    return `plateau.internal/${image}:${typeof version === "string" ? `v${version}` : DEBIAN}`;
}

/** The application's images in the environment's registry, each by its digest. */
function applicationImages({ plan, pki, machine }: FoundationArgs, password: pulumi.Output<string>, cluster: pulumi.Resource): Record<Service, pulumi.Output<string>> {
    const push = (service: Service, after: pulumi.Resource) =>
        new RegistryImage(`image-${service}`, {
            source: machine.apps[service],
            endpoint: `127.0.0.1:${plan.ports.registry}`,
            registry: `registry.${plan.domain}:${REGISTRY_PORT}`,
            repository: `plateau/${service}`,
            user: "plateau",
            password,
            caCertificate: pki.ca.certificate,
        }, { dependsOn: [after] });
    // The first one brings the layer that all have in common; pushed at once, each would compress and send it.
    const first = push(SERVICES[0], cluster);
    const others = SERVICES.slice(1).map((service) => [service, push(service, first).reference]);
    return { [SERVICES[0]]: first.reference, ...Object.fromEntries(others) } as Record<Service, pulumi.Output<string>>;
}

/** Port of the machine's loopback → port of the bastion. */
function publishedPorts({ ports }: EnvironmentPlan): Record<number, number> {
    return Object.fromEntries((Object.keys(BASTION_PORTS) as (keyof typeof BASTION_PORTS)[]).map((kind) => [ports[kind], BASTION_PORTS[kind]]));
}

function addressesOf(plan: EnvironmentPlan, ...roles: Role[]): string[] {
    return plan.servers.filter((s) => roles.includes(s.role)).map(homeAddress);
}
