/** One criterion in the jury's report: verdict, findings, what was run, and what comes later. */
import type { Finding } from "../../referential/checks";
import type { Text } from "../../referential/edition";
import type { Evidence } from "../../referential/recorder";
import type { CriterionReport, Status } from "../../referential/report";
import { evidenceFile } from "./evidence-file";
import { markup, type Markup } from "./markup";

interface Words {
    /** Class in the style sheet. */
    readonly name: string;
    /** Said beside the colour, for those who do not see it or print without it. */
    readonly mark: string;
    readonly word: Text;
}

export const STATUS_WORDS: Readonly<Record<Status, Words>> = {
    demonstrated: { name: "demonstrated", mark: "✔", word: { fr: "démontré", en: "demonstrated" } },
    failed: { name: "failed", mark: "✘", word: { fr: "en échec", en: "failed" } },
    "not demonstrated": { name: "open", mark: "○", word: { fr: "non démontré", en: "not demonstrated" } },
};

/** Output shown in the page; the whole of it is in the evidence file. */
const EXCERPT = 6_000;

export function statusBadge(status: Status): Markup {
    const { name, mark, word } = STATUS_WORDS[status];
    return markup`<span class="badge ${name}"><span aria-hidden="true">${mark}</span> ${word.fr}</span>`;
}

export function criterionSection(criterion: CriterionReport): Markup {
    const { id, text, status, findings, evidence, later } = criterion;
    return markup`<article class="criterion" aria-labelledby="${id}">
<h4 id="${id}"><span><span class="id">${id}</span> ${text.fr} <span class="en" lang="en">${text.en}</span></span>
${statusBadge(status)}</h4>
${findings.length > 0 && findingTable(findings)}
${
    later &&
    markup`<p class="later">
<strong>${status === "not demonstrated" ? "Sera démontré par" : "À venir"} :</strong> ${later.fr}
<span class="en" lang="en">${later.en}</span></p>`
}
${evidence.length > 0 && evidenceList(id, evidence)}
</article>
`;
}

/** Grouped by fact, and what holds with the same values in one row: "bastion, control, db-1" are all `running`. */
function findingTable(findings: readonly Finding[]): Markup {
    const facts = [...new Set(findings.map(({ fact }) => fact))];
    return markup`<table class="findings">
<thead><tr><th scope="col">Objet</th><th scope="col">Attendu</th><th scope="col">Constaté</th>
<th scope="col"><span class="hidden">Verdict</span></th></tr></thead>
${facts.map(
    (fact) => markup`<tbody>
<tr><th colspan="4" scope="rowgroup">${fact.fr} <span class="en" lang="en">${fact.en}</span></th></tr>
${alike(findings.filter((finding) => finding.fact === fact)).map(findingRow)}</tbody>
`,
)}</table>`;
}

function alike(findings: readonly Finding[]): Finding[][] {
    const groups = new Map<string, Finding[]>();
    for (const finding of findings) {
        const key = JSON.stringify([finding.ok, finding.expected, finding.seen]);
        groups.set(key, [...(groups.get(key) ?? []), finding]);
    }
    return [...groups.values()];
}

function findingRow(group: readonly Finding[]): Markup {
    const { ok, expected, seen } = group[0]!;
    return markup`<tr class="${ok ? "held" : "broken"}">
<td>${group.map(({ subject }) => subject).join(", ")}</td><td><code>${expected}</code></td><td><code>${seen}</code></td>
<td><span aria-hidden="true">${ok ? "✔" : "✘"}</span>
<span class="hidden">${ok ? "conforme" : "non conforme"}</span></td>
</tr>
`;
}

function evidenceList(criterion: string, evidence: readonly Evidence[]): Markup {
    const milliseconds = evidence.reduce((sum, { durationMs }) => sum + durationMs, 0);
    const number = `${evidence.length} ${evidence.length === 1 ? "preuve" : "preuves"}`;
    return markup`<details class="evidence">
<summary>${number}, ${(milliseconds / 1000).toFixed(1)} s de mesures</summary>
<ol>${evidence.map((entry, index) => evidenceItem(criterion, entry, index))}</ol>
</details>`;
}

function evidenceItem(criterion: string, entry: Evidence, index: number): Markup {
    const { command, output, startedAt, durationMs, sha256, times } = entry;
    const cut = output.length > EXCERPT;
    return markup`<li>
<pre class="command">${command}</pre>
<p class="when"><time datetime="${startedAt}">${startedAt.slice(11, 23)} UTC</time>
· ${durationMs} ms${times > 1 && ` · répété ${times} fois`}
· SHA-256 <code>${sha256}</code> · <code>${evidenceFile(criterion, index)}</code></p>
<pre class="output" tabindex="0">${output.slice(0, EXCERPT)}${cut && "\n[…]"}</pre>
</li>
`;
}
