/** What the picture shows, read from the inputs of the resources that the program declares. */
import type { Declared } from "../../../infra/declared/program";
import { factsOf, passagesOf, playbooksOf, replicationsOf, type Passage, type Playbook, type Replication } from "./ansible";
import { databasesOf, namespacesOf, type Database, type Namespace } from "./cluster";
import { environmentOf, serversOf, zonesOf, type Server, type Zone } from "./machine";

export interface Picture {
    readonly environment: string;
    readonly zones: readonly Zone[];
    /** In the order of their addresses. */
    readonly servers: readonly Server[];
    readonly passages: readonly Passage[];
    readonly namespaces: readonly Namespace[];
    readonly databases: readonly Database[];
    readonly replications: readonly Replication[];
    readonly playbooks: readonly Playbook[];
}

export function pictureOf(declared: readonly Declared[]): Picture {
    const zones = zonesOf(declared);
    const servers = serversOf(declared, zones, factsOf(declared));
    return {
        environment: environmentOf(declared),
        zones,
        servers,
        passages: passagesOf(servers),
        namespaces: namespacesOf(declared),
        databases: databasesOf(declared, servers),
        replications: replicationsOf(declared),
        playbooks: playbooksOf(declared, servers),
    };
}
