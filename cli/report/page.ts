/** What the pages that a jury reads have in common: one file without any outside reference, French with English beside. */
import { STYLE } from "./html-style";
import { Markup, markup } from "./markup";

/** @param style what this page has of its own, beside the common style sheet */
export function htmlPage(title: string, body: Markup, style = ""): string {
    return markup`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Markup(STYLE + style)}</style>
</head>
<body>
${body}
</body>
</html>
`.text;
}

/** The English text beside the French one. */
export function english(text: string): Markup {
    return markup`<span class="en" lang="en">${text}</span>`;
}

/** "25 novembre 2026 à 09:00:00 UTC" */
export function moment(instant: string): string {
    const format = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeStyle: "medium", timeZone: "UTC" });
    return `${format.format(new Date(instant))} UTC`;
}
