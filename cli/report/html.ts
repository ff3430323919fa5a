/** The report that a jury reads: one file without any outside reference, in French with English beside, made for A4. */
import { competenciesOf, type Competency, type Text } from "../../referential/edition";
import type { CriterionReport, Report, Status } from "../../referential/report";
import { criterionSection, statusBadge, STATUS_WORDS } from "./html-criterion";
import { markup, type Markup } from "./markup";
import { english, htmlPage, moment } from "./page";

export function htmlReport(report: Report): string {
    const { edition, environment } = report;
    const body = markup`<a class="skip" href="#criteres">Aller aux critères</a>
${header(report)}
<main>
${matrix(report)}
<h2 id="criteres">Critères et preuves ${english("Criteria and evidence")}</h2>
${competenciesOf(edition).map((competency) => competencySection(report, competency))}
</main>
${footer(report)}`;
    return htmlPage(`Vérification de ${environment} – ${edition.title.fr} (${edition.id})`, body);
}

function header({ edition, environment, startedAt, durationMs, criteria }: Report): Markup {
    return markup`<header>
<p class="kicker">Plateau · rapport de vérification ${english("verification report")}</p>
<h1>${edition.title.fr}</h1>
<p class="subtitle">Titre professionnel ${edition.acronym}, niveau ${edition.level}, édition ${edition.id}
(en vigueur du ${day(edition.order.inForce)} au ${day(edition.order.registrationEnds)})</p>
<dl class="facts">
<div><dt>Environnement ${english("environment")}</dt><dd>${environment}</dd></div>
<div><dt>Date ${english("date")}</dt><dd><time datetime="${startedAt}">${moment(startedAt)}</time></dd></div>
<div><dt>Durée ${english("duration")}</dt><dd>${Math.round(durationMs / 1000)} s</dd></div>
</dl>
<ul class="totals">${(Object.keys(STATUS_WORDS) as Status[]).map((status) => total(criteria, status))}</ul>
</header>`;
}

function total(criteria: readonly CriterionReport[], status: Status): Markup {
    const number = criteria.filter((criterion) => criterion.status === status).length;
    return markup`<li><strong>${number}</strong> ${statusBadge(status)}</li>`;
}

/** The whole referential on one look; what was not part of this run is an empty cell. */
function matrix({ edition, criteria }: Report): Markup {
    const cell = ({ id, text }: { id: string; text: Text }): Markup => {
        const report = criteria.find((criterion) => criterion.id === id);
        if (!report) return markup`<span class="cell absent" title="${text.fr}">${id}</span>`;
        const { mark, word, name } = STATUS_WORDS[report.status];
        return markup`<a class="cell ${name}" href="#${id}" title="${text.fr}">${id}
<span aria-hidden="true">${mark}</span><span class="hidden"> ${word.fr}</span></a>`;
    };
    const row = (competency: Competency): Markup => markup`<tr>
<th scope="row">${competency.id}</th>
<td>${competency.title.fr} ${compulsory(competency)}</td>
<td class="cells">${competency.criteria.map(cell)}</td>
</tr>`;
    const groups = [
        ...edition.activities.map(({ title, competencies }) => ({ title: title.fr, competencies })),
        { title: "Compétences transversales", competencies: edition.transversal },
    ];
    return markup`<h2>Couverture du référentiel ${english("Coverage of the referential")}</h2>
<table class="matrix">
<thead class="hidden">
<tr><th scope="col">N°</th><th scope="col">Compétence</th><th scope="col">Critères</th></tr></thead>
${groups.map(
    ({ title, competencies }) => markup`<tbody>
<tr><th colspan="3" scope="rowgroup">${title}</th></tr>
${competencies.map(row)}</tbody>
`,
)}</table>`;
}

function compulsory(competency: Competency): Markup {
    const is = "compulsory" in competency && competency.compulsory;
    return markup`${is && markup`<span class="tag">obligatoire</span>`}`;
}

function competencySection(report: Report, competency: Competency): Markup {
    const criteria = report.criteria.filter((criterion) => criterion.competency === competency.id);
    if (criteria.length === 0) return markup``;
    return markup`<section class="competency" aria-labelledby="${competency.id}">
<h3 id="${competency.id}">${competency.id} · ${competency.title.fr} ${compulsory(competency)}
${english(competency.title.en)}</h3>
${criteria.map(criterionSection)}
</section>`;
}

function footer({ startedAt, edition }: Report): Markup {
    return markup`<footer>
<p>Chaque verdict repose sur ce que les commandes listées ont rendu au moment indiqué ; l'empreinte SHA-256 est celle du
fichier de preuve conservé avec ce rapport (<code>sha256sum --check SHA256SUMS</code>). « Non démontré » veut dire
qu'aucune vérification n'existe encore, jamais que le critère est acquis.</p>
<p>${edition.id} · ${startedAt} · Plateau</p>
</footer>`;
}

/** 2021-12-01 → 1er décembre 2021, as French writes the first of a month and Intl does not. */
function day(date: string): string {
    return new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeZone: "UTC" })
        .format(new Date(date))
        .replace(/^1 /, "1er ");
}
