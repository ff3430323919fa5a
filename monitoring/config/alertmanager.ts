/** Alertmanager's configuration as data: one receiver a team, the urgent ones first, no alert that another explains. */
import { TEAMS } from "../teams";

/** One message for what happens together: within seconds for what is urgent, within minutes for the rest. */
const PACE = {
    critical: { group_wait: "10s", group_interval: "1m", repeat_interval: "1h" },
    warning: { group_wait: "1m", group_interval: "5m", repeat_interval: "12h" },
} as const;

/** The team that gets an alert whose team is unknown: a rule of somebody's own, without the label. */
const FALLBACK = "plateforme";

export const alertmanagerConfig = () => ({
    route: {
        receiver: FALLBACK,
        group_by: ["environment", "alertname"],
        ...PACE.warning,
        routes: Object.keys(TEAMS).map((team) => ({
            receiver: team,
            matchers: [`team="${team}"`],
            routes: [{ matchers: [`severity="critical"`], ...PACE.critical }],
        })),
    },
    // Of a cause and what follows from it, only the cause is told.
    inhibit_rules: [
        // A server that is gone takes its exporters, its kubelet and its database with it.
        cause("ServerUnreachable", `alertname!="ServerUnreachable"`, ["environment", "server"]),
        // A node that is not ready explains a kubelet that does not answer.
        cause("KubernetesNodeNotReady", `alertname="KubeletDown"`, ["environment", "server"]),
        // A database that is down explains the replication.
        cause("PostgresqlDown", `alertname=~"PostgresqlReplication.+"`, ["environment"]),
    ],
    // No integration: the alerts stay in Alertmanager, for its API and amtool, until there is somewhere to send them.
    receivers: Object.keys(TEAMS).map((name) => ({ name })),
});

const cause = (alertname: string, consequence: string, equal: string[]) => ({
    source_matchers: [`alertname="${alertname}"`],
    target_matchers: [consequence],
    equal,
});
