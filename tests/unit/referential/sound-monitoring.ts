/** Prometheus and Alertmanager as they answer when all is well. */
import { addressOf } from "../../../monitoring/scrape/targets";
import { ENVIRONMENT, type Rule } from "./sound-environment";

const SERVICES = ["web", "api", "worker"];

const query = (text: string): RegExp =>
    new RegExp(`/api/v1/query\\?query=\\S*${encodeURIComponent(text).replaceAll(/[()*.]/g, "\\$&")}`);
const success = (data: unknown) => ({ json: { status: "success", data } });
const series = (values: readonly { metric: object; value: number }[]) =>
    success({ result: values.map(({ metric, value }) => ({ metric, value: [0, String(value)] })) });
const perServer = () => series(ENVIRONMENT.servers.map(({ name }) => ({ metric: { server: name }, value: 1 })));

export const RULE = {
    name: "ServerUnreachable",
    type: "alerting",
    health: "ok",
    labels: { severity: "critical", team: "systeme" },
    annotations: { summary: "s", description: "d", runbook_url: "monitoring/rules/servers/ServerUnreachable.md" },
};

export const targets = (health: (url: string) => string) => {
    const url = (server: (typeof ENVIRONMENT.servers)[number], port: string) => `https://${addressOf(server)}:${port}`;
    const ofServer = ENVIRONMENT.servers.flatMap((server) => [
        url(server, "9100/metrics"),
        ...(server.role === "database" ? [url(server, "9187/metrics")] : []),
        ...(["control", "worker"].includes(server.role)
            ? [url(server, "10250/metrics"), url(server, "10250/metrics/cadvisor")]
            : []),
    ]);
    const ofStages = ENVIRONMENT.specification.stages.flatMap((stage) =>
        SERVICES.map((app) => ({ namespace: stage, app })),
    );
    const target = (scrapeUrl: string, labels: object) => ({
        scrapeUrl,
        health: health(scrapeUrl),
        lastError: "",
        labels,
    });
    return success({
        activeTargets: [
            ...ofServer.map((address) => target(address, {})),
            ...ofStages.map((labels, index) => target(`http://10.244.1.${index}:9464/metrics`, labels)),
        ],
    });
};

export function MONITORING(): Rule[] {
    let counted = 0;
    return [
        { question: /\/api\/v1\/targets/, answer: targets(() => "up") },
        { question: /\/api\/v1\/rules/, answer: success({ groups: [{ rules: [RULE] }] }) },
        { question: /\/api\/v1\/alerts$/, answer: success({ alerts: [] }) },
        {
            question: /\/api\/v1\/alertmanagers/,
            answer: success({ activeAlertmanagers: [{ url: "https://alertmanager.monitoring.svc:9093" }] }),
        },
        { question: /^kubectl exec .* amtool .* alert add /, answer: "" },
        {
            question: /\/api\/v2\/alerts\?filter/,
            answer: { json: [{ labels: { team: "systeme", severity: "critical" }, receivers: [{ name: "systeme" }] }] },
        },
        {
            question: /^file monitoring\/rules/,
            answer: "## Meaning\na\n## Impact\nb\n## Diagnosis\nc\n## Mitigation\nd\n",
        },
        {
            question: query("kube_node_status_condition"),
            answer: series([1, 2, 3].map((value) => ({ metric: {}, value }))),
        },
        { question: query("node_"), answer: perServer },
        { question: query("pg_up"), answer: series([1, 2].map((value) => ({ metric: {}, value }))) },
        {
            question: query("container_memory"),
            answer: series(
                ["kube-system", ...ENVIRONMENT.specification.stages].map((namespace) => ({
                    metric: { namespace },
                    value: 1,
                })),
            ),
        },
        {
            question: /^ssh worker-1 curl /,
            answer: {
                stdout: "000",
                stderr: "curl: (56) OpenSSL SSL_read: tlsv13 alert certificate required\n",
                exitCode: 56,
            },
        },
        // Each time that it is asked, Prometheus has fetched again, and everything that was sent has been counted.
        {
            question: query("sum by (service) (http_request"),
            answer: () => {
                counted += 20;
                return series(["web", "api"].map((service) => ({ metric: { service }, value: counted })));
            },
        },
        { question: query("histogram_quantile"), answer: series([{ metric: {}, value: 0.042 }]) },
        { question: query("sum(increase("), answer: series([{ metric: {}, value: 40 }]) },
    ];
}
