/** The coverage matrix on the terminal. */
import { sentence } from "../../referential/checks";
import { competenciesOf, type Competency } from "../../referential/edition";
import type { CriterionReport, Report, Status } from "../../referential/report";

interface Style {
    readonly mark: string;
    /** SGR code of the mark and the word: never the colour alone. */
    readonly colour: number;
}

const STYLES: Readonly<Record<Status, Style>> = {
    demonstrated: { mark: "✔", colour: 32 },
    failed: { mark: "✘", colour: 31 },
    "not demonstrated": { mark: "·", colour: 33 },
};

/** Failed findings shown per criterion; the report has them all. */
const FAULTS_SHOWN = 5;

/** @param colour whether the output is a terminal that shows colours */
export function reportTable(report: Report, colour = false): string {
    const paint = (status: Status, text: string): string =>
        colour ? `\u001b[${STYLES[status].colour}m${text}\u001b[0m` : text;
    const textWidth = Math.max(...report.criteria.map(({ text }) => text.fr.length));
    const row = (criterion: CriterionReport, before?: CriterionReport): string[] => {
        const { id, text, status, durationMs } = criterion;
        const time = status === "not demonstrated" ? "" : `  ${(durationMs / 1000).toFixed(1)} s`;
        const words = paint(status, `${STYLES[status].mark} ${status.padEnd("not demonstrated".length)}`);
        return [
            `  ${id.padEnd(6)} ${text.fr.padEnd(textWidth)}  ${words}${time}`.trimEnd(),
            ...remarks(criterion, before),
        ];
    };
    const sections = competenciesOf(report.edition).flatMap((competency) => {
        const own = report.criteria.filter(({ competency: id }) => id === competency.id);
        const rows = own.flatMap((criterion, index) => row(criterion, own[index - 1]));
        return rows.length > 0 ? ["", heading(competency), ...rows] : [];
    });
    const { edition, environment } = report;
    return [`${edition.title.fr} (${edition.id}), environment ${environment}`, ...sections, "", summary(report)].join(
        "\n",
    );
}

function heading(competency: Competency): string {
    const compulsory = "compulsory" in competency && competency.compulsory ? "  [compulsory]" : "";
    return `${competency.id} ${competency.title.fr}${compulsory}`;
}

function remarks({ status, findings, later }: CriterionReport, before?: CriterionReport): string[] {
    const indent = " ".repeat(9);
    // What brings CP1.1 brings CP1.2 as well: once is enough.
    if (status === "not demonstrated")
        return later && later !== before?.later ? [`${indent}comes with: ${later.en}`] : [];
    const wrong = findings.filter(({ ok }) => !ok);
    const more = wrong.length > FAULTS_SHOWN ? [`${indent}and ${wrong.length - FAULTS_SHOWN} more`] : [];
    return [...wrong.slice(0, FAULTS_SHOWN).map((finding) => indent + sentence(finding)), ...more];
}

/** "12 demonstrated, 1 failed, 27 not demonstrated in 84 s" */
export function summary(report: Report): string {
    const counted = (Object.keys(STYLES) as Status[]).map((status) => {
        const number = report.criteria.filter((criterion) => criterion.status === status).length;
        return `${number} ${status}`;
    });
    return `${counted.join(", ")} in ${Math.round(report.durationMs / 1000)} s`;
}
