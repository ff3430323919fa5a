/** Which connections the monitoring opens and accepts; the namespace refuses all others. */
import type { networking } from "@pulumi/kubernetes/types/input";
import { app, DNS, hosts, namespace, type Flow } from "../k8s/flows";
import { INGRESS_NAMESPACE } from "../k8s/ingress";
import { toApiServer, toKubelets, type Places } from "../k8s/places";
import { selectorOf } from "../k8s/workload";
import { ALERTMANAGER, NAMESPACE, PORTS, PROMETHEUS } from "./identity";
import { CLUSTER_NAMESPACE } from "./scrape/cluster";
import { addressOf, withRole, type Targets } from "./scrape/targets";

/** Prometheus' pods, for the policies of those whom it asks. */
export const PROMETHEUS_PODS: networking.v1.NetworkPolicyPeer = namespace(NAMESPACE, selectorOf(PROMETHEUS));

interface Flows {
    readonly from: Flow[];
    readonly to: Flow[];
}

/** People ask Prometheus and Alertmanager through the API server, which knows who they are. */
const throughApiServer = ({ controlPlane }: Places, port: number): Flow => ({ peers: hosts(controlPlane), ports: [port] });

export const prometheusFlows = ({ servers, stages }: Targets, places: Places): Flows => ({
    from: [throughApiServer(places, PORTS.prometheus)],
    to: [
        DNS,
        toApiServer(places),
        toKubelets(places),
        { peers: hosts(servers.map(addressOf)), ports: [PORTS.nodeExporter] },
        { peers: hosts(withRole(servers, "database").map(addressOf)), ports: [PORTS.postgresExporter] },
        { peers: [app(ALERTMANAGER)], ports: [PORTS.alertmanager] },
        { peers: [namespace(CLUSTER_NAMESPACE)], ports: [PORTS.coredns, PORTS.kubeStateMetrics] },
        { peers: [namespace(INGRESS_NAMESPACE)], ports: [PORTS.traefik] },
        { peers: stages.map((stage) => namespace(stage)), ports: [PORTS.application] },
    ],
});

export const alertmanagerFlows = (places: Places): Flows => ({
    from: [throughApiServer(places, PORTS.alertmanager), { peers: [app(PROMETHEUS)], ports: [PORTS.alertmanager] }],
    to: [],
});
