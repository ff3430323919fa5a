import { load } from "js-yaml";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { GROUPS, PLACEHOLDER, renderRules, RULES_DIRECTORY, rulesOf, runbookOf } from "../../../monitoring/rules";
import { thresholdsOf, type AlertRule, type Group } from "../../../monitoring/rules";
import { SEVERITIES, TEAMS } from "../../../monitoring/teams";
import { promtool } from "./promtool";

const ROOT = path.resolve(__dirname, "../../..");
const SECTIONS = ["Signification (Meaning)", "Impact", "Diagnostic (Diagnosis)", "Remédiation (Mitigation)"];

type Texts = Readonly<Record<string, string>>;
interface AlertCase {
    readonly alertname: string;
    readonly exp_alerts?: readonly { readonly exp_labels: Texts; readonly exp_annotations: Texts }[];
}
interface RuleTest {
    readonly tests: readonly { readonly alert_rule_test?: readonly AlertCase[] }[];
}

const alertsOf = (group: Group): AlertRule[] => rulesOf(group).groups.flatMap(({ rules }) => [...rules]);
const everyAlert = GROUPS.flatMap((group) => alertsOf(group).map((rule) => ({ group, alert: rule.alert, rule })));

test("every folder of rules is a group, and every group has alerts", () => {
    expect(readdirSync(RULES_DIRECTORY).sort()).toEqual([...GROUPS].sort());
    for (const group of GROUPS) expect(alertsOf(group)).not.toHaveLength(0);
});

test("an alert's name is its own, so that its runbook and its inhibitions are", () => {
    const names = everyAlert.map(({ alert }) => alert);
    expect(new Set(names).size).toBe(names.length);
});

test.each(everyAlert)("$alert says how urgent it is and who acts", ({ rule }) => {
    expect(SEVERITIES).toContain(rule.labels.severity);
    expect(Object.keys(TEAMS)).toContain(rule.labels.team);
    expect(Object.keys(rule.labels).sort()).toEqual(["severity", "team"]);
});

test.each(everyAlert)("$alert has no value in its summary", ({ rule }) => {
    expect(rule.annotations.summary).not.toMatch(/\{\{|\$\{|\d/);
    expect(rule.annotations.description).toContain("{{");
});

test.each(everyAlert)("the thresholds of $alert are data", ({ group, rule }) => {
    const withoutTexts = rule.expr.replace(PLACEHOLDER, "").replace(/"[^"]*"/g, "");
    const literals = withoutTexts.replace(/[a-zA-Z_:][\w:]*/g, "").match(/\d+(\.\d+)?\w*/g) ?? [];
    expect(literals.filter((literal) => literal !== "0" && literal !== "1")).toEqual([]);
    expect(rule.for).toMatch(/^\$\{\w+\}$/);
    const used = [...(rule.expr + rule.for).matchAll(PLACEHOLDER)].map(([, name]) => name!);
    expect(Object.keys(thresholdsOf(group))).toEqual(expect.arrayContaining(used));
});

test.each(GROUPS)("each threshold of %s is used and has a reason", (group) => {
    const text = readFileSync(path.join(RULES_DIRECTORY, group, "rules.yaml"), "utf8");
    const used = new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name));
    for (const [name, { value, why }] of Object.entries(thresholdsOf(group))) {
        expect(used).toContain(name);
        expect(String(value)).toMatch(/^\d+(\.\d+)?[smhd]?$/);
        expect(why).toMatch(/\S+ \S+.*\.$/);
    }
});

test.each(everyAlert)("$alert has a silent and a firing case, with every label", ({ group, alert, rule }) => {
    const file = path.join(RULES_DIRECTORY, group, `${alert}.test.yaml`);
    const { tests } = load(readFileSync(file, "utf8")) as RuleTest;
    const cases = tests.flatMap((t) => t.alert_rule_test ?? []);
    expect(cases.every(({ alertname }) => alertname === alert)).toBe(true);
    expect(cases.some(({ exp_alerts = [] }) => exp_alerts.length === 0)).toBe(true);
    const firing = cases.flatMap(({ exp_alerts = [] }) => exp_alerts);
    expect(firing).not.toHaveLength(0);
    for (const { exp_labels, exp_annotations } of firing) {
        expect(exp_labels).toMatchObject(rule.labels);
        expect(Object.keys(exp_annotations).sort()).toEqual(["description", "runbook_url", "summary"]);
    }
});

test.each(everyAlert)("the runbook of $alert has all of its sections", ({ group, alert }) => {
    const file = path.join(ROOT, runbookOf(group, alert));
    expect(existsSync(file)).toBe(true);
    const [title, ...sections] = readFileSync(file, "utf8").split(/^## /m);
    expect(title).toMatch(new RegExp(`^# ${alert}\n\n> .+\n`)); // the English summary under the name
    expect(sections.map((section) => section.split("\n")[0])).toEqual(SECTIONS);
    for (const section of sections) expect(section.split("\n").slice(1).join("").trim().length).toBeGreaterThan(60);
    expect(sections[2]).toMatch(/^( *```|.*`[^`]+`)/m); // a diagnosis without a command is an opinion
});

describe.each(GROUPS)("the group %s", (group) => {
    let directory: string;
    beforeAll(() => {
        directory = mkdtempSync(path.join(tmpdir(), "plateau-rules-"));
        cpSync(path.join(RULES_DIRECTORY, group), directory, { recursive: true });
        writeFileSync(path.join(directory, "rules.yaml"), renderRules(group));
    });
    afterAll(() => rmSync(directory, { recursive: true }));

    test("is accepted by promtool", async () => {
        const output = await promtool(["check", "rules", "--lint-fatal", "rules.yaml"], directory);
        expect(output).toMatch(/SUCCESS: \d+ rules found/);
    });

    test("passes its own tests", async () => {
        const tests = readdirSync(directory).filter((file) => file.endsWith(".test.yaml"));
        expect(tests.sort()).toEqual(alertsOf(group).map((rule) => `${rule.alert}.test.yaml`).sort());
        const output = await promtool(["test", "rules", ...tests], directory);
        expect(output.match(/SUCCESS/g)).toHaveLength(tests.length);
    }, 60_000);
});
