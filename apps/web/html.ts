/** HTML from template literals: whatever is put into one is text, unless it is HTML itself. */

/** A piece of HTML that was made by {@link html}, so all that came from outside is escaped in it. */
export class Html {
    constructor(readonly text: string) {}

    toString(): string {
        return this.text;
    }
}

/** What a template takes. Nothing is written for `undefined`, `null` and `false`: `condition && html…` works. */
export type Content = Html | string | number | undefined | null | false | readonly Content[];

/** All that ends a text or an attribute in quotes. Attributes are always written in double quotes. */
const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export function escape(text: string): string {
    return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** Usage: html`<p title="${title}">${paragraphs}</p>`. */
export function html(strings: TemplateStringsArray, ...values: Content[]): Html {
    return new Html(strings.reduce((text, string, i) => text + render(values[i - 1]) + string));
}

function render(content: Content): string {
    if (content === undefined || content === null || content === false) return "";
    if (content instanceof Html) return content.text;
    if (Array.isArray(content)) return content.map(render).join("");
    return escape(String(content));
}
