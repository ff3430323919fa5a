/** The target `aws`: a VPC, EKS, RDS, and what belongs to them. */
import { SERVICES } from "../../apps/services";
import { connectionOf, inventoryOf, variablesOf } from "../ansible";
import { firstConfiguration } from "../first-configuration";
import { homeAddress, stageHost } from "../plan";
import { Playbook } from "../plateau/resources";
import type { DatabaseServer, Foundation, FoundationArgs, LabImage } from "../target";
import { clusterAddOns, nodeAddOns } from "./addons";
import { subnetCidrs } from "./addresses";
import { authorityOf } from "./authority";
import { Bastion } from "./bastion";
import { bucket } from "./bucket";
import { budget } from "./budget";
import { cache } from "./cache";
import { Cluster } from "./cluster";
import { Databases } from "./database";
import { endpoints } from "./endpoints";
import { Entrance } from "./entrance";
import { flowLogs } from "./flow-logs";
import { encryptionKey } from "./key";
import { Names } from "./names";
import { Network } from "./network";
import { dataAcl } from "./network-acl";
import { nodes } from "./nodes";
import { POSTGRESQL_PORT, SSH_PORT } from "./ports";
import { sizesOf } from "./profile";
import { provider, tagsOf } from "./provider";
import { Registry } from "./registry";

/** What EKS brings is not pushed: its registry is AWS's own. */
const LAB_IMAGES = ["kube-state-metrics", "traefik", "prometheus", "alertmanager"] as const satisfies readonly LabImage[];

/** What the Ansible roles expect on a server, and the image of Debian does not have. */
const PACKAGES = ["chrony", "postgresql-client", "prometheus-node-exporter"];

export function aws(args: FoundationArgs): Foundation {
    const { plan, machine, pki } = args;
    const environment = plan.name;
    const { stages, network: cidr, aws: settings } = plan.specification;
    const sizes = sizesOf(settings);
    const inAccount = { provider: provider(plan) };

    const network = new Network("network", { environment, cidr, natGateways: sizes.natGateways }, inAccount);
    dataAcl("data", network, cidr, inAccount);
    flowLogs("flow-logs", { environment, network, days: sizes.logDays }, inAccount);
    endpoints("endpoints", { network, region: settings.region, cidr, interfaces: sizes.interfaceEndpoints }, inAccount);
    const key = encryptionKey("key", environment, inAccount);
    budget("budget", environment, settings.budget, inAccount);

    const server = plan.servers[0]!;
    const bastion = new Bastion(server.name, {
        environment,
        network,
        cidr,
        instanceType: sizes.bastion,
        privateIp: homeAddress(server),
        access: settings.access,
        userData: firstConfiguration(server, args, { packages: PACKAGES }),
    }, inAccount);

    const cluster = new Cluster("cluster", { environment, network, settings, key, logDays: sizes.logDays }, inAccount);
    const addOnArgs = { environment, cluster };
    const networkAddOn = nodeAddOns("addon", addOnArgs, inAccount);
    const nodeGroup = nodes("nodes", { environment, network, cluster, sizes: sizes.nodes, tags: tagsOf(plan), networkAddOn }, inAccount);
    const addOns = clusterAddOns("addon", addOnArgs, { ...inAccount, dependsOn: [nodeGroup] });

    const data = { environment, network, key, nodes: cluster.securityGroupId };
    const databases = new Databases("database", { ...data, stages, cidr, sizes }, inAccount);
    const store = cache("cache", { ...data, sizes: sizes.cache }, inAccount);
    const objects = bucket("objects", { environment, key }, inAccount);
    const images = Object.fromEntries([...LAB_IMAGES.map((image) => [image, machine.images[image] ?? image]), ...SERVICES.map((service) => [service, machine.apps[service]])]) as Record<string, string>;
    const { references } = new Registry("registry", { environment, images }, inAccount);

    const hosts = stages.map((stage) => stageHost(plan, stage));
    const own = { ...pki.ingress, ca: pki.ca.certificate };
    const names = new Names("names", { domain: plan.publicDomain, hosts, network, zone: settings.zone, own }, inAccount);
    const entrance = new Entrance("entrance", { environment, network, certificateArn: names.certificateArn, nodes: nodeGroup, nodesGroup: cluster.securityGroupId, firewall: settings.waf }, inAccount);
    names.leadTo(entrance.balancer);

    const authority = authorityOf(settings.region);
    const connection = connectionOf(args, { host: bastion.publicIp, port: SSH_PORT });
    const inventory = inventoryOf(plan.servers);
    const playbook = "ansible/bastion.yml";
    const variables = variablesOf({
        ...args,
        managedDatabases: Object.fromEntries(stages.map((stage) => [stage, { host: databases.byStage[stage]!.address, authority, administrator: databases.administrators[stage]! }])),
    });
    const configured = new Playbook("bastion", { playbook, digest: bastion.instanceId.apply((id) => `${machine.ansibleDigest} ${id}`), inventory, connection, variables });
    const database = (stage: string): DatabaseServer => ({
        host: databases.byStage[stage]!.address,
        port: POSTGRESQL_PORT,
        addresses: subnetCidrs(cidr, "data"),
        caPem: authority,
        ready: configured,
    });
    return {
        cluster: {
            kubeconfig: cluster.kubeconfig,
            resource: nodeGroup,
            places: {
                controlPlane: subnetCidrs(cidr, "control"),
                apiPort: 443,
                nodes: subnetCidrs(cidr, "private"),
                entrance: subnetCidrs(cidr, "public"),
            },
            brought: {
                networkPolicies: networkAddOn,
                metrics: addOns.metrics,
                storage: { name: "gp3", provisioner: "ebs.csi.aws.com", parameters: { type: "gp3", encrypted: "true" }, ready: addOns.storage },
            },
        },
        databases: Object.fromEntries(stages.map((stage) => [stage, database(stage)])),
        images: { lab: references as Foundation["images"]["lab"], application: references as Foundation["images"]["application"] },
        outputs: { connection, inventory, variables, playbooks: [playbook], entrance: entrance.balancer.dnsName, bastion: bastion.publicIp, cache: store.primaryEndpointAddress, objects: objects.bucket },
    };
}
