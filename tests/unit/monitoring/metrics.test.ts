import { readFileSync } from "node:fs";
import * as path from "node:path";
import { GROUPS, PLACEHOLDER, rulesOf } from "../../../monitoring/rules";
import { jobs } from "../../../monitoring/scrape/jobs";

/** Who serves the metrics of a name; "up" is Prometheus' own for every job. */
const JOB_OF: readonly [RegExp, string][] = [
    [/^node_/, "node"],
    [/^pg_/, "postgresql"],
    [/^kube_/, "kube-state-metrics"],
    [/^kubelet_/, "kubelet"],
    [/^apiserver_/, "apiserver"],
    [/^traefik_/, "traefik"],
    [/^prometheus_/, "prometheus"],
    [/^(http_request|jobs)/, "application"],
];

/** Words of PromQL that a metric's name could be taken for. */
const WORDS = new Set(["predict_linear", "histogram_quantile", "label_replace"]);

function metricsOf(expr: string): string[] {
    const withoutTexts = expr.replace(PLACEHOLDER, "").replace(/\{[^}]*\}/g, "").replace(/"[^"]*"/g, "");
    const withoutLabels = withoutTexts.replace(/\b(by|on) \([^)]*\)/g, "");
    const words = withoutLabels.match(/[a-z]\w*/g) ?? [];
    return words.filter((word) => (word.includes("_") && !WORDS.has(word)) || word === "up" || word === "jobs");
}

const rules = GROUPS.flatMap((group) => rulesOf(group).groups).flatMap((group) => group.rules);
const needed = [...new Set(rules.flatMap(({ expr }) => metricsOf(expr)))];
const configs = jobs({ servers: [], stages: ["prod"] });

test("the rules need metrics of every kind", () => {
    const some = ["up", "jobs", "node_time_seconds", "http_request_duration_seconds_bucket"];
    expect(needed).toEqual(expect.arrayContaining(some));
    expect(needed.length).toBeGreaterThan(25);
});

test.each(needed.filter((metric) => metric !== "up"))("%s is kept by the job that brings it", (metric) => {
    const job = JOB_OF.find(([pattern]) => pattern.test(metric))?.[1];
    const config = configs.find(({ job_name }) => job_name === job);
    expect(config).toBeDefined();
    for (const { action, regex, source_labels } of config!.metric_relabel_configs ?? []) {
        if (source_labels?.join() !== "__name__") continue; // by more than the name: the rule's own labels decide
        const matches = new RegExp(`^(?:${regex})$`).test(metric);
        if (action === "keep") expect(matches).toBe(true);
        if (action === "drop") expect(matches).toBe(false);
    }
});

test.each(needed.filter((metric) => /^(http_request|jobs)/.test(metric)))("the application has %s", (metric) => {
    const root = path.resolve(__dirname, "../../..");
    const files = ["apps/shared/metrics.ts", "apps/worker/metrics.ts"];
    const source = files.map((file) => readFileSync(path.join(root, file), "utf8")).join("\n");
    expect(source).toContain(`name: "${metric.replace(/_(bucket|count)$/, "")}"`);
});
