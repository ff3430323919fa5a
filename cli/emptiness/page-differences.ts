/** What is not as it was, by owner and kind, as tables of the certificate's page. */
import { markup, type Markup } from "../report/markup";
import { english } from "../report/page";
import type { Certificate, OwnedDifference } from "./certificate";
import { byOwner, CHANGE_WORDS, countByKind, kindInBoth, ownerWords, type Group } from "./words";

/** Rows shown of one kind; the document beside the page has all. */
const ROWS = 12;

export function differenceSections({ before, differences }: Certificate): Markup {
    if (!before) return markup``;
    return markup`<h2>Ce qui n'est plus comme avant ${english("What is not as it was")}</h2>
${differences.length === 0 ? markup`<p>Rien : la machine est telle qu'avant <code>up</code>.</p>` : byOwner(differences).map(ownerSection)}`;
}

function ownerSection({ owner, differences }: Group): Markup {
    const words = ownerWords(owner);
    return markup`<section>
<h3>${words.fr[0]!.toUpperCase()}${words.fr.slice(1)} ${english(words.en)}</h3>
<table class="findings differences">
<thead><tr><th scope="col">Objet ${english("object")}</th><th scope="col">Changement ${english("change")}</th><th scope="col">Détail ${english("detail")}</th></tr></thead>
${countByKind(differences).map(([kind, count]) => {
    const rows = alike(differences.filter((difference) => difference.kind === kind));
    const hidden = rows.slice(ROWS).reduce((sum, row) => sum + row.length, 0);
    return markup`<tbody>
<tr><th colspan="3" scope="rowgroup">${kindInBoth(kind)} : ${count}</th></tr>
${rows.slice(0, ROWS).map(differenceRow)}${hidden > 0 && markup`<tr><td colspan="3">et ${hidden} de plus, dans <code>certificate.json</code></td></tr>
`}</tbody>
`;
})}</table>
</section>
`;
}

/** Processes of one program and one fate are one row. */
function alike(differences: readonly OwnedDifference[]): OwnedDifference[][] {
    const groups = new Map<string, OwnedDifference[]>();
    for (const difference of differences) {
        const key = JSON.stringify([title(difference), difference.change, difference.detail, difference.before]);
        groups.set(key, [...(groups.get(key) ?? []), difference]);
    }
    return [...groups.values()];
}

function differenceRow(row: readonly OwnedDifference[]): Markup {
    const { change, before, detail, since } = row[0]!;
    const number = row.length > 1 && markup` <strong>× ${row.length}</strong>`;
    const start = row.length === 1 && since && `, depuis ${since.slice(0, 16).replace("T", " ")}`;
    const what = before === undefined ? (detail ?? "") : `${before || "–"} → ${detail ?? "–"}`;
    return markup`<tr><td><code>${title(row[0]!)}</code>${number}</td><td>${CHANGE_WORDS[change].fr}</td><td>${what}${start}</td></tr>
`;
}

/** A process without its number. */
const title = ({ kind, name }: OwnedDifference): string => (kind === "process" ? name.replace(/ \(\d+\)$/, "") : name);
