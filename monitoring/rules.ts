/** The alert rules: Prometheus' own format, with thresholds by name and the address of each runbook computed. */
import { dump, load } from "js-yaml";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import type { Severity, Team } from "./teams";

/** A folder each: rules, thresholds, and for every alert its test and its runbook. */
export const GROUPS = ["servers", "postgresql", "kubernetes", "application", "monitoring", "certificates"] as const;
export type Group = (typeof GROUPS)[number];

export const RULES_DIRECTORY = path.join(__dirname, "rules");

/** A number, or a duration as Prometheus writes it: "5m". */
export interface Threshold {
    readonly value: number | string;
    readonly why: string;
}

export interface AlertRule {
    readonly alert: string;
    readonly expr: string;
    readonly for: string;
    readonly labels: { readonly severity: Severity; readonly team: Team };
    readonly annotations: { readonly summary: string; readonly description: string; readonly runbook_url?: string };
}

export interface RuleFile {
    readonly groups: readonly { readonly name: string; readonly rules: readonly AlertRule[] }[];
}

/** A threshold's place in a rule: `${replicationLagSeconds}`. PromQL and Go templates have no such form. */
export const PLACEHOLDER = /\$\{(\w+)\}/g;

export function thresholdsOf(group: Group): Record<string, Threshold> {
    return load(read(group, "thresholds.yaml")) as Record<string, Threshold>;
}

/** The rules as they are written, thresholds by name. */
export function rulesOf(group: Group): RuleFile {
    return load(read(group, "rules.yaml")) as RuleFile;
}

/** Path of an alert's runbook in the repository: who reads the alert has the repository, not necessarily a network. */
export function runbookOf(group: Group, alert: string): string {
    return `monitoring/rules/${group}/${alert}.md`;
}

/** The rules as Prometheus takes them. */
export function renderRules(group: Group): string {
    const thresholds = thresholdsOf(group);
    const fill = (text: string, show: (value: number | string) => string): string =>
        text.replace(PLACEHOLDER, (_, name: string) => {
            const threshold = thresholds[name];
            if (!threshold) throw new Error(`The rules of ${group} name "${name}", which is not in thresholds.yaml.`);
            return show(threshold.value);
        });
    const render = (rule: AlertRule): AlertRule => ({
        ...rule,
        expr: fill(rule.expr, String),
        for: fill(rule.for, String),
        annotations: {
            summary: rule.annotations.summary,
            description: fill(rule.annotations.description, inFrench),
            runbook_url: runbookOf(group, rule.alert),
        },
    });
    const groups = rulesOf(group).groups.map(({ name, rules }) => ({ name, rules: rules.map(render) }));
    return dump({ groups }, { lineWidth: -1 });
}

/** "5m" reads "5 metres" in French. */
function inFrench(value: number | string): string {
    const units: Record<string, string> = { s: "s", m: "min", h: "h", d: "j" };
    return String(value).replace(/(\d)([smhd])$/, (_, digit: string, unit: string) => `${digit} ${units[unit]}`);
}

function read(group: Group, file: string): string {
    return readFileSync(path.join(RULES_DIRECTORY, group, file), "utf8");
}
