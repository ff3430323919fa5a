/** Who has which addresses. */
import { POD_SUBNET, SERVICE_SUBNET } from "../../../infra/addresses";
import { idOf, inputsOf, type Declared } from "../../../infra/declared/program";
import { serversOf, zonesOf } from "../picture/machine";
import { factsOf } from "../picture/ansible";
import { code, type Row } from "./table";

export function addressesOnMachine(declared: readonly Declared[]): Row[] {
    const zones = zonesOf(declared);
    return [
        ...zones.map(({ name, subnet }): Row => [code(name), subnet, "zone"]),
        ...serversOf(declared, zones, factsOf(declared)).map(({ name, addresses }): Row => [code(name), Object.values(addresses).join(", "), Object.keys(addresses).join(", ")]),
        ["pods", POD_SUBNET, "Kubernetes"],
        ["services", SERVICE_SUBNET, "Kubernetes"],
    ];
}

export function addressesInCloud(declared: readonly Declared[]): Row[] {
    const subnets = declared.filter(({ type }) => type === "aws:ec2/subnet:Subnet");
    const [vpc] = inputsOf(declared, "aws:ec2/vpc:Vpc");
    const [cluster] = inputsOf(declared, "aws:eks/cluster:Cluster");
    const named = (id: string) => code(subnets.find(({ name }) => idOf(name) === id)!.name);
    return [
        [code(vpc.tags.Name), vpc.cidrBlock, "VPC"],
        ...subnets.map(({ name, inputs }): Row => [code(name), inputs.cidrBlock, inputs.availabilityZone]),
        ...inputsOf(declared, "aws:ec2/instance:Instance").map((instance): Row => [code(instance.tags.Name), instance.privateIp, named(instance.subnetId)]),
        ["pods", subnets.filter(({ name }) => name.includes("private")).map(({ inputs }) => inputs.cidrBlock).join(", "), "VPC CNI"],
        ["services", cluster.kubernetesNetworkConfig.serviceIpv4Cidr, "Kubernetes"],
    ];
}
