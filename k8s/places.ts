/** Where the cluster ends: addresses outside the pods' network that its own parts talk with. */
import { hosts, type Flow } from "./flows";

export interface Places {
    /** Where the API servers answer: addresses or blocks. */
    readonly controlPlane: readonly string[];
    /** Port of theirs to which the API's Service leads. */
    readonly apiPort: number;
    /** Addresses or blocks of every node, control plane included. */
    readonly nodes: readonly string[];
    /** Addresses or blocks from which users' connections reach the nodes: of the load balancer. */
    readonly entrance: readonly string[];
}

/** To ask the Kubernetes API: its Service leads to these addresses and this port, and policies see what it leads to. */
export const toApiServer = ({ controlPlane, apiPort }: Places): Flow => ({ peers: hosts(controlPlane), ports: [apiPort] });

/** To read what a kubelet measures. */
export const toKubelets = ({ nodes }: Places): Flow => ({ peers: hosts(nodes), ports: [10250] });
