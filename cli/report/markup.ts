/** HTML and XML in which every value is escaped unless it is markup already. */

/** Text that is markup and goes into other markup as it is. */
export class Markup {
    constructor(readonly text: string) {}
    toString(): string {
        return this.text;
    }
}

type Value = Markup | string | number | undefined | false | readonly Value[];

/** markup`<td>${anything}</td>`: strings are escaped, markup is taken over, lists are joined, false is nothing. */
export function markup(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
    return new Markup(parts.map((part, index) => part + (index < values.length ? render(values[index]) : "")).join(""));
}

function render(value: Value): string {
    if (value === undefined || value === false) return "";
    if (value instanceof Markup) return value.text;
    if (typeof value === "object") return value.map(render).join("");
    return escape(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
};

/** Control characters and halves of characters that XML 1.0 does not allow, not even escaped; terminals print some. */
// eslint-disable-next-line no-control-regex -- naming them is the purpose
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

/** Safe as text and inside a quoted attribute, in HTML and in XML. */
export function escape(text: string): string {
    return text.replaceAll(FORBIDDEN, "\uFFFD").replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!);
}
