/** The whole picture: zones as columns, and in them what the program declares. */
import { Markup, markup } from "../../../../cli/report/markup";
import type { Picture } from "../model";
import { cluster } from "./cluster";
import { databases } from "./databases";
import { entrance, passageFlow, playbookFlow, playbooks } from "./entrance";
import { columnsOf, GAP, MARGIN, WIDTH } from "./layout";
import type { Scene } from "./scene";
import { STYLE } from "./style";
import { box, text, wrap } from "../../../../cli/report/svg";
import { WORDS, type Language } from "./words";

/** Between the parts of a column. */
const SPACE = 36;

export function draw(picture: Picture, language: Language): string {
    const words = WORDS[language];
    const scene: Scene = { picture, words, columns: columnsOf(picture.zones) };
    const gates = entrance(scene);
    const below = gates.bottom + SPACE;
    const kubernetes = cluster(scene, below);
    const data = databases(scene, kubernetes.frame, kubernetes.spaces);
    const ansible = playbooks(scene, below);
    const end = Math.max(kubernetes.bottom + GAP, data.bottom + GAP, ansible.bottom);
    const height = end + MARGIN;
    return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}"
 lang="${language}" role="img" aria-labelledby="title description">
<title id="title">${words.title(picture.environment)}</title>
<desc id="description">${words.description}</desc>
<style>${new Markup(STYLE)}</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"
 markerUnits="userSpaceOnUse"><path class="head" d="M0 0 8 4 0 8z"/></marker></defs>
${box({ x: 0, y: 0, width: WIDTH, height }, "ground", 0)}${text(MARGIN, 36, words.title(picture.environment), "title")}
${text(WIDTH - MARGIN, 36, words.source, "soft small", "end")}
${zones(scene, end)}${kubernetes.shapes}${data.shapes}${gates.shapes}${passageFlow(scene, gates.bottom, kubernetes.frame)}${ansible.shapes}${playbookFlow(scene, below)}</svg>
`.text;
}

function zones({ picture, words }: Scene, end: number): Markup[] {
    const columns = columnsOf(picture.zones);
    return picture.zones.flatMap(({ name, subnet, outward }, index) => {
        const column = columns[index]!;
        const remark = wrap((outward ? words.outward : words.inward).split(" "), " ", 12, column.width - 24);
        return [
            box({ ...column, height: end - column.y }, `zone-${index}`, 10),
            text(column.x + 14, column.y + 24, words.zones[name] ?? name, "zone-name"),
            text(column.x + 14, column.y + 42, subnet, "soft"),
            ...remark.map((line, row) => text(column.x + 14, column.y + 59 + row * 15, line, "soft small")),
        ];
    });
}
