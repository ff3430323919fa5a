/** What Prometheus and Alertmanager say about themselves, as far as checks read it. */
import { addressOf } from "../monitoring/scrape/targets";
import { PORTS } from "../monitoring/identity";
import type { Lab } from "./lab";

export interface Target {
    readonly scrapeUrl: string;
    readonly health: "up" | "down" | "unknown";
    readonly lastError: string;
    readonly labels: Readonly<Record<string, string>>;
}

export interface AlertingRule {
    readonly name: string;
    readonly type: "alerting" | "recording";
    readonly health: string;
    readonly lastError?: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
}

export interface Alert {
    readonly state: "pending" | "firing";
    readonly labels: Readonly<Record<string, string>>;
}

export async function targetsOf(lab: Lab): Promise<Target[]> {
    const data = await lab.prometheusApi<{ activeTargets: Target[] }>("/api/v1/targets?state=active");
    return data.activeTargets;
}

export async function rulesOf(lab: Lab): Promise<AlertingRule[]> {
    const data = await lab.prometheusApi<{ groups: { rules: AlertingRule[] }[] }>("/api/v1/rules");
    return data.groups.flatMap(({ rules }) => rules);
}

export async function alertsOf(lab: Lab): Promise<Alert[]> {
    return (await lab.prometheusApi<{ alerts: Alert[] }>("/api/v1/alerts")).alerts;
}

/** An agent that has to be there, because the server that it watches is. */
export interface ExpectedAgent {
    readonly server: string;
    readonly what: string;
    /** Beginning of the address at which Prometheus fetches from it. */
    readonly url: string;
}

/** The agents of every server by role: the system's on each, the database's and Kubernetes's where these run. */
export function expectedAgents(lab: Lab): ExpectedAgent[] {
    return lab.servers.flatMap((server) => {
        const agent = (what: string, port: number, path = "/metrics"): ExpectedAgent => ({
            server: server.name,
            what,
            url: `https://${addressOf(server)}:${port}${path}`,
        });
        const kubelet = [agent("kubelet", PORTS.kubelet), agent("cAdvisor", PORTS.kubelet, "/metrics/cadvisor")];
        switch (server.role) {
            case "bastion":
                return [agent("node exporter", PORTS.nodeExporter)];
            case "control":
            case "worker":
                return [agent("node exporter", PORTS.nodeExporter), ...kubelet];
            case "database":
                return [agent("node exporter", PORTS.nodeExporter), agent("postgres exporter", PORTS.postgresExporter)];
            default: {
                const forgotten: never = server.role;
                throw new Error(`no agents are known for the role ${String(forgotten)}`);
            }
        }
    });
}
