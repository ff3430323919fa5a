/** JUnit XML, for the pages of a continuous integration: a suite a competency, a case a criterion. */
import { sentence } from "../../referential/checks";
import { competenciesOf } from "../../referential/edition";
import type { Evidence } from "../../referential/recorder";
import type { CriterionReport, Report } from "../../referential/report";
import { markup, type Markup } from "./markup";

export function junitReport(report: Report): string {
    const suites = competenciesOf(report.edition)
        .map(({ id, title }) => ({
            name: `${id} ${title.fr}`,
            cases: report.criteria.filter((c) => c.competency === id),
        }))
        .filter(({ cases }) => cases.length > 0);
    const name = `${report.edition.id} ${report.environment}`;
    const document = markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${name}" ${counts(report.criteria)} timestamp="${report.startedAt}">
${suites.map(
    ({ name, cases }) => markup`<testsuite name="${name}" ${counts(cases)}>
${cases.map(testCase)}</testsuite>
`,
)}</testsuites>
`;
    return document.text;
}

function counts(cases: readonly CriterionReport[]): Markup {
    const number = (status: CriterionReport["status"]): number => cases.filter((c) => c.status === status).length;
    const milliseconds = cases.reduce((sum, { durationMs }) => sum + durationMs, 0);
    const [failed, open] = [number("failed"), number("not demonstrated")];
    const time = seconds(milliseconds);
    return markup`tests="${cases.length}" failures="${failed}" errors="0" skipped="${open}" time="${time}"`;
}

function testCase(criterion: CriterionReport): Markup {
    const { id, competency, text, status, seen, findings, evidence, later, durationMs } = criterion;
    const wrong = findings
        .filter(({ ok }) => !ok)
        .map(sentence)
        .join("\n");
    return markup`<testcase classname="${competency}" name="${id} ${text.fr}" time="${seconds(durationMs)}">
${
    status === "failed" &&
    markup`<failure message="${seen}">${wrong}</failure>
`
}${
        status === "not demonstrated" &&
        markup`<skipped message="not demonstrated${later ? `: ${later.en}` : ""}"/>
`
    }${
        evidence.length > 0 &&
        markup`<system-out>${evidence.map(evidenceLines)}</system-out>
`
    }</testcase>
`;
}

function evidenceLines({ command, startedAt, durationMs, sha256 }: Evidence): string {
    return `$ ${command}\n# ${startedAt}, ${durationMs} ms, sha256 ${sha256}\n`;
}

function seconds(milliseconds: number): string {
    return (milliseconds / 1000).toFixed(3);
}
