/** Targets, rules, alerts and statistics, each with one thing that is not as it should be. */
import type { Wrong } from "./sound-environment";
import { RULE, targets } from "./sound-monitoring";

const rules = (change: object) => ({
    json: { status: "success", data: { groups: [{ rules: [{ ...RULE, ...change }] }] } },
});
const COUNTED = /query=sum%20by%20\(service\)%20\(http_request/;
const empty = { json: { status: "success", data: { result: [] } } };

/** Prometheus counts more requests of the web each time that it is asked, and none of the api. */
let ofWeb = 0;
const webOnly = () => ({
    json: { status: "success", data: { result: [{ metric: { service: "web" }, value: [0, String((ofWeb += 20))] }] } },
});

export const WRONG_MONITORING: Wrong[] = [
    [
        "CP10.1",
        "an agent is down",
        { question: /\/api\/v1\/targets/, answer: targets((url) => (url.includes("3.42:9100") ? "down" : "up")) },
        "db-2: node exporter: the collecting agent answers",
    ],
    [
        "CP10.1",
        "an agent answers without a certificate",
        { question: /^ssh worker-1 curl .*3\.41/, answer: "200" },
        "expected certificate required, seen 200",
    ],
    [
        "CP10.1",
        "an agent cannot be reached by a stranger at all",
        {
            question: /^ssh worker-1 curl .*3\.41/,
            answer: { stdout: "000", stderr: "curl: (7) Failed to connect: refused", exitCode: 7 },
        },
        "seen 000 curl: (7) Failed to connect",
    ],
    [
        "CP10.1",
        "an indicator has no value",
        { question: /query=pg_up/, answer: empty },
        "database up per database: the indicator has a live value for each thing that is watched: expected 2",
    ],
    [
        "CP10.1",
        "a rule cannot be evaluated",
        { question: /\/api\/v1\/rules/, answer: rules({ health: "err", lastError: "parse" }) },
        "seen ServerUnreachable: parse",
    ],
    [
        "CP10.2",
        "an alert fires",
        {
            question: /\/api\/v1\/alerts$/,
            answer: {
                json: {
                    status: "success",
                    data: { alerts: [{ state: "firing", labels: { alertname: "PostgresqlDown" } }] },
                },
            },
        },
        "seen PostgresqlDown firing",
    ],
    [
        "CP10.2",
        "an alert names no team",
        { question: /\/api\/v1\/rules/, answer: rules({ labels: { severity: "critical" } }) },
        "seen without team",
    ],
    [
        "CP10.2",
        "a runbook is missing",
        { question: /^file monitoring/, answer: "## Meaning\nx\n" },
        "seen without Impact, Diagnosis, Mitigation",
    ],
    [
        "CP10.2",
        "an alert goes to the wrong team",
        {
            question: /\/api\/v2\/alerts\?/,
            answer: {
                json: [{ labels: { team: "systeme", severity: "critical" }, receivers: [{ name: "plateforme" }] }],
            },
        },
        "expected systeme, seen plateforme",
    ],
    [
        "CP10.2",
        "Prometheus has no Alertmanager",
        {
            question: /\/api\/v1\/alertmanagers/,
            answer: { json: { status: "success", data: { activeAlertmanagers: [] } } },
        },
        "expected at least 1, seen none",
    ],
    [
        "CP10.3",
        "requests are not counted",
        {
            question: COUNTED,
            answer: { json: { status: "success", data: { result: [{ metric: { service: "web" }, value: [0, "20"] }] } } },
        },
        "more requests of web and api of test in Prometheus has not come about",
    ],
    [
        "CP10.3",
        "those of the api are not fetched",
        { question: COUNTED, answer: webOnly },
        "more requests of web and api of test in Prometheus has not come about",
    ],
    ["CP10.3", "the report is empty", { question: /histogram_quantile/, answer: empty }, "p95 NaN ms"],
];
