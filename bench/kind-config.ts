/** What kind is asked for: as many empty nodes of the versions that Plateau's own nodes have. */
import { dump } from "js-yaml";
import { versions } from "../setup/versions";

/** The kubelet's settings are those that a node without --privileged on control groups v1 needs, as Plateau's have them. */
const KUBELET = {
    kind: "KubeletConfiguration",
    cgroupDriver: "cgroupfs",
    cgroupRoot: "/",
    failCgroupV1: false,
    featureGates: { KubeletInUserNamespace: true },
};

const CLUSTER = {
    kind: "ClusterConfiguration",
    etcd: { local: { imageTag: `v${versions.etcd}` } },
    dns: { imageTag: `v${versions.coredns}` },
};

export function kindConfig(nodes: number): string {
    return dump({
        kind: "Cluster",
        apiVersion: "kind.x-k8s.io/v1alpha4",
        // The image of kind's own pod network is not to be had; kind does not wait for it either.
        networking: { disableDefaultCNI: true, kubeProxyMode: "nftables" },
        kubeadmConfigPatches: [KUBELET, CLUSTER].map((patch) => dump(patch)),
        nodes: ["control-plane", ...Array<string>(nodes - 1).fill("worker")].map((role) => ({ role })),
    });
}
