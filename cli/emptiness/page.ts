/** The certificate as a page in French, with English beside, made for A4. */
import { markup, type Markup } from "../report/markup";
import { english, htmlPage, moment } from "../report/page";
import type { Certificate, Counted, Left, OwnedDifference } from "./certificate";
import type { Change } from "./compare";
import { differenceSections } from "./page-differences";
import { byOwner, CHANGE_WORDS, KIND_WORDS, kindInBoth, ownerWords, reasonInFrench } from "./words";

const STYLE = `
.facts { gap: 1rem 2rem; } .facts dd { font-size: .88rem; }
.inventory { font-size: .85rem; } .inventory th, .inventory td { border-bottom: 1px solid var(--line); }
.inventory thead th { font-size: .75rem; color: var(--soft); vertical-align: bottom; }
.inventory tbody th { font-weight: 600; }
.inventory .number { width: 5.2rem; text-align: right; font-variant-numeric: tabular-nums; }
.inventory .number .en { display: block; }
.inventory .unread { padding-top: 0; color: var(--open); } .inventory .with-remark > * { border-bottom: 0; }
.left { padding-left: 1.2rem; } .left code { overflow-wrap: anywhere; }
.differences { margin-bottom: .8rem; } .differences th:nth-child(1) { width: 50%; } .differences th:nth-child(2) { width: 18%; }
.differences td:last-child { font-weight: 400; color: inherit; }
.remarks { padding-left: 1.2rem; font-size: .87rem; } .digest { overflow-wrap: anywhere; }
@media print { .inventory tr, .differences tr { break-inside: avoid; } }
`;

export function certificatePage(certificate: Certificate): string {
    const { environment } = certificate;
    const body = markup`${header(certificate)}
<main>
${leftSection(certificate)}
${inventoryTable(certificate)}
${differenceSections(certificate)}
${remarks(certificate)}
</main>
${footer(certificate)}`;
    return htmlPage(`Certificat de vacuité de ${environment}`, body, STYLE);
}

function header({ environment, machine, before, after, left, differences }: Certificate): Markup {
    const empty = left.length === 0;
    return markup`<header>
<p class="kicker">Plateau · certificat de vacuité ${english("certificate of emptiness")}</p>
<h1>${empty ? `Il ne reste rien de « ${environment} »` : `Il reste quelque chose de « ${environment} »`}</h1>
<p class="subtitle">${english(empty ? `Nothing of "${environment}" is left on this machine` : `Something of "${environment}" is left on this machine`)}</p>
<dl class="facts">
<div><dt>Environnement ${english("environment")}</dt><dd>${environment}, sur ${machine}</dd></div>
<div><dt>Inventaire avant <code>up</code> ${english("before")}</dt><dd>${before ? time(before.at) : "aucun"}</dd></div>
<div><dt>Inventaire après <code>down</code> ${english("after")}</dt><dd>${time(after.at)}</dd></div>
</dl>
<ul class="totals">
<li><strong>${left.length}</strong> <span class="badge ${empty ? "demonstrated" : "failed"}"><span aria-hidden="true">${empty ? "✔" : "✘"}</span> reste de l'environnement</span></li>
${byOwner(differences).map(({ owner, differences: own }) => markup`<li><strong>${own.length}</strong> <span class="badge tag">${ownerWords(owner).fr}</span></li>`)}
</ul>
</header>`;
}

function leftSection({ left }: Certificate): Markup {
    const item = ({ kind, name }: Left) => markup`<li>${KIND_WORDS[kind].fr} : <code>${name}</code></li>
`;
    return markup`${
        left.length > 0 &&
        markup`<h2>Ce qui reste ${english("What is left")}</h2>
<ul class="left">${left.map(item)}</ul>`
    }`;
}

/** Kind by kind: how many before and after, and what became of them. */
function inventoryTable({ before, kinds, differences }: Certificate): Markup {
    const titles: [string, string][] = [["avant", "before"], ["après", "after"], ...(Object.keys(CHANGE_WORDS) as Change[]).map((change): [string, string] => [`${CHANGE_WORDS[change].fr}s`, CHANGE_WORDS[change].en]), ["restes", "left"]];
    return markup`<h2>Ce qui a été inventorié ${english("What was looked at")}</h2>
<table class="inventory">
<thead><tr><th scope="col">Nature ${english("kind")}</th>${titles.map(([fr, en]) => markup`<th scope="col" class="number">${fr} ${english(en)}</th>`)}</tr></thead>
<tbody>${kinds.map((kind) => inventoryRow(kind, differences, before !== undefined))}</tbody>
</table>`;
}

function inventoryRow({ kind, before, after, left, unread }: Counted, differences: readonly OwnedDifference[], compared: boolean): Markup {
    const comparable = before !== undefined && after !== undefined;
    const number = (change: Change) => (comparable ? differences.filter((difference) => difference.kind === kind && difference.change === change).length : "–");
    const numbers = [before ?? "–", after ?? "–", ...(Object.keys(CHANGE_WORDS) as Change[]).map(number), after === undefined ? "–" : left];
    return markup`<tr${unread && markup` class="with-remark"`}><th scope="row">${kindInBoth(kind)}</th>${numbers.map((value) => markup`<td class="number">${value}</td>`)}</tr>
${unread && markup`<tr><td class="unread" colspan="7">${unreadSentence(unread, compared)}</td></tr>
`}`;
}

function unreadSentence({ before, after }: NonNullable<Counted["unread"]>, compared: boolean): string {
    const what = compared ? "Non comparé" : "Non lu";
    if (before === after || !compared) return `${what} : ${reasonInFrench(after ?? before ?? "")}`;
    const when = [...(before ? [`avant : ${reasonInFrench(before)}`] : []), ...(after ? [`après : ${reasonInFrench(after)}`] : [])];
    return `${what} (${when.join(" ; ")})`;
}

function remarks({ before, restarted }: Certificate): Markup {
    return markup`<h2>Ce que vaut ce certificat ${english("What this certificate is worth")}</h2>
<ul class="remarks">
${!before && markup`<li><strong>Il n'y a pas d'inventaire d'avant</strong> : l'environnement vient d'une version antérieure, ou n'a jamais été démarré. Rien n'a pu être comparé ; les restes sont cherchés par étiquettes et par chemins seulement.</li>
`}${restarted && markup`<li><strong>La machine a redémarré</strong> entre les deux inventaires : ses processus, ports, interfaces et montages ne sont plus les mêmes.</li>
`}<li>Une chose est attribuée à un environnement par son étiquette <code>plateau.environment</code>, comparée en entier, ou par ce que le noyau en dit : le container d'un processus, le réseau d'une interface ou d'une règle, le chemin d'un montage. Jamais par son nom, qui peut ressembler à celui d'un environnement.</li>
<li>Ce qui n'est attribué à personne est l'activité de la machine pendant ce temps : Plateau la montre et n'y touche pas.</li>
<li>Les outils, les images et les paquets installés restent, pour le prochain <code>up</code> ; les rapports aussi.</li>
<li>Aucun secret : des processus on garde le nom, le numéro, l'utilisateur et le début, jamais les arguments ; des fichiers, le nom seul, là où Plateau écrit.</li>
</ul>`;
}

function footer({ before, after, issuedAt }: Certificate): Markup {
    return markup`<footer>
<p class="digest">${before ? "Les deux inventaires sont conservés avec cette page, empreintes" : "L'inventaire est conservé avec cette page, empreinte"} SHA-256 :
${before && markup`<br><code>before.json ${before.sha256}</code>`}<br><code>after.json ${after.sha256}</code></p>
<p>${issuedAt} · Plateau</p>
</footer>`;
}

const time = (instant: string): Markup => markup`<time datetime="${instant}">${moment(instant)}</time>`;
