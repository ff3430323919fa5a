/** The picture of the target aws: tiers as bands in the VPC, from the internet down to the data. */
import { Markup, markup } from "../../../cli/report/markup";
import { arrow, bottom, box, right, text, widthOf, type Rectangle } from "../../../cli/report/svg";
import { STYLE } from "../picture/drawing/style";
import type { Language } from "../picture/drawing/words";
import type { Namespace } from "../picture/cluster";
import type { Cloud, Part, Tier } from "./model";
import { WORDS } from "./words";

const WIDTH = 1180;
const MARGIN = 24;
const TOP = 62;
const GAP = 14;
const LINE = 17;
/** Heads of tiers stand on the left, what is in them beside. */
/** Between what is outside and the VPC: room for an arrow. */
const ENTRY = 36;
const HEAD = 164;

const OUTSIDE: Rectangle = { x: MARGIN, y: TOP, width: 156, height: 0 };
const SERVICES_WIDTH = 178;
const VPC: Rectangle = { x: right(OUTSIDE) + ENTRY, y: TOP, width: WIDTH - MARGIN - SERVICES_WIDTH - GAP - right(OUTSIDE) - ENTRY, height: 0 };
const BODY = VPC.x + GAP + HEAD;
const BODY_WIDTH = right(VPC) - GAP - BODY - GAP;

/** Widths of two cards whose notes are long or short; what is left is the third one's. */
const BALANCER = 290;
const GATEWAYS = 80;

/** Colour of each tier: from the outside in, as the zones of the other picture. */
const COLOURS: Readonly<Record<string, string>> = { public: "zone-0", private: "zone-1", control: "zone-1", data: "zone-2" };

export function drawCloud(cloud: Cloud, language: Language): string {
    const words = WORDS[language];
    const tier = (name: string) => cloud.tiers.find((each) => each.name === name)!;
    const columns = (count: number) => (BODY_WIDTH - GAP * (count - 1)) / count;
    const row = (parts: readonly Part[], y: number, widths = parts.map(() => columns(parts.length))) =>
        parts.map((part, index) => ({ part, x: BODY + widths.slice(0, index).reduce((sum, width) => sum + width + GAP, 0), y, width: widths[index]!, height: 34 + part.notes.length * LINE }));

    const start = VPC.y + 44;
    const ways = row([cloud.balancer, cloud.bastion, cloud.gateways], start + GAP, [BALANCER, BODY_WIDTH - BALANCER - GATEWAYS - 2 * GAP, GATEWAYS]);
    const publicBand = band(start, ways);
    const clusterTop = bottom(publicBand) + GAP * 2;
    const [nodes] = row([cloud.nodes], clusterTop + GAP) as [Card];
    const spaces = namespaces(cloud.namespaces, bottom(nodes) + GAP, words.everywhere);
    const privateBand = { x: VPC.x + GAP, y: clusterTop, width: VPC.width - 2 * GAP, height: spaces.bottom + GAP - clusterTop };
    const control = row([{ ...cloud.cluster, notes: [cloud.cluster.notes.join(", ")] }], bottom(privateBand) + GAP * 2);
    const controlBand = band(bottom(privateBand) + GAP, control);
    const data = row([...cloud.databases, cloud.cache], bottom(controlBand) + GAP * 3);
    const dataBand = band(bottom(controlBand) + GAP * 2, data);
    const end = bottom(dataBand) + GAP;
    const height = end + MARGIN;

    const [balancer, bastion] = ways.slice(0, 2) as unknown as [Rectangle, Rectangle];
    const users = outside(words.users, "443", VPC.y + 12);
    const administrators = outside(words.administrators, cloud.access.join(" "), bottom(publicBand) - 16);
    const head = (name: string, place: Rectangle) => tierHead(tier(name), place, words.tiers[name] ?? name, words.wayOut[tier(name).wayOut]);
    return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}"
 lang="${language}" role="img" aria-labelledby="title description">
<title id="title">${words.title(cloud.environment, cloud.region)}</title>
<desc id="description">${words.description}</desc>
<style>${new Markup(STYLE)}</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"
 markerUnits="userSpaceOnUse"><path class="head" d="M0 0 8 4 0 8z"/></marker></defs>
${box({ x: 0, y: 0, width: WIDTH, height }, "ground", 0)}${text(MARGIN, 36, words.title(cloud.environment, cloud.region), "title")}
${text(WIDTH - MARGIN, 36, words.source, "soft small", "end")}
${box({ ...VPC, height: end - VPC.y }, "frame", 10)}${text(VPC.x + GAP, VPC.y + 24, `${words.vpc} ${cloud.cidr}`, "frame-name")}
${text(right(VPC) - GAP, VPC.y + 24, cloud.zones.join(" · "), "soft small", "end")}
${head("public", publicBand)}${head("private", privateBand)}${head("control", controlBand)}${head("data", dataBand)}
${users.shapes}${administrators.shapes}
${arrow([[right(users), users.y + 24], [balancer.x + 40, users.y + 24], [balancer.x + 40, balancer.y - 2]])}
${arrow([[right(administrators), administrators.y + 24], [bastion.x + 40, administrators.y + 24], [bastion.x + 40, bottom(bastion) + 2]])}
${text(bastion.x + 48, administrators.y + 20, "22", "flow-name")}
${down(balancer.x + balancer.width / 2, bottom(balancer), nodes.y, "30443")}
${down(BODY + columns(4) / 2, bottom(spaces), data[0]!.y, "5432")}${down(BODY + BODY_WIDTH - columns(4) / 2, bottom(spaces), data.at(-1)!.y, "6379")}
${[...ways, nodes, ...control, ...data].map(drawCard)}${spaces.shapes}
${services(cloud.services, words.services, end)}</svg>
`.text;
}

function band(y: number, cards: readonly Rectangle[]): Rectangle {
    return { x: VPC.x + GAP, y, width: VPC.width - 2 * GAP, height: Math.max(...cards.map(bottom), y + 92) + GAP - y };
}

function tierHead({ name: kind, cidrs }: Tier, place: Rectangle, name: string, wayOut: string): Markup[] {
    const x = place.x + 12;
    return [box(place, COLOURS[kind] ?? "space", 8), text(x, place.y + 22, name, "zone-name"), ...cidrs.map((cidr, index) => text(x, place.y + 40 + index * 15, cidr, "soft small")), text(x, place.y + 42 + cidrs.length * 15, wayOut, "soft small")];
}

type Card = Rectangle & { readonly part: Part };

function drawCard({ part, ...place }: Card): Markup[] {
    return [box(place, "card"), text(place.x + 12, place.y + 22, part.name, "name"), ...part.notes.map((note, index) => text(place.x + 12, place.y + 22 + (index + 1) * LINE, note, "soft small"))];
}

function outside(name: string, note: string, y: number): Rectangle & { shapes: Markup[] } {
    const place = { ...OUTSIDE, y, height: 48 };
    return { ...place, shapes: [box(place, "port", 10), text(place.x + 12, y + 20, name, "name"), text(place.x + 12, y + 38, note, "soft small")] };
}

function down(x: number, from: number, to: number, port: string): Markup[] {
    return [arrow([[x, from], [x, to - 2]]), text(x + 8, to - 8, port, "flow-name")];
}

const CHIP = 22;

/** Namespaces in lines, each with its workloads. */
function namespaces(all: readonly Namespace[], y: number, everywhere: string): { shapes: Markup[]; y: number; height: number; x: number; width: number; bottom: number } {
    const width = (BODY_WIDTH - 2 * GAP) / 3;
    let [top, lowest] = [y, y];
    const shapes = all.flatMap((namespace, index) => {
        if (index % 3 === 0) top = index === 0 ? y : lowest + GAP;
        const place = { x: BODY + (index % 3) * (width + GAP), y: top, width, height: 0 };
        const chips = chipsOf(namespace, place, everywhere);
        const height = (chips.at(-1)?.y ?? top + 34) + CHIP + 10 - top;
        lowest = Math.max(index % 3 === 0 ? top : lowest, top + height);
        return [
            box({ ...place, height }, "space", 6),
            text(place.x + 10, top + 21, namespace.name, "name"),
            ...namespace.hosts.map((host, line) => text(place.x + 10, top + 39 + line * LINE, host, "soft small")),
            ...chips.flatMap(({ label, ...chip }) => [box(chip, "chip", 5), text(chip.x + chip.width / 2, chip.y + 15, label, "chip-name", "middle")]),
        ];
    });
    return { shapes, x: BODY, y, width: BODY_WIDTH, height: lowest - y, bottom: lowest };
}

function chipsOf({ hosts, workloads }: Namespace, place: Rectangle, everywhere: string): (Rectangle & { label: string })[] {
    let [x, y] = [place.x + 10, place.y + 31 + hosts.length * LINE];
    return workloads.map(({ name, replicas }) => {
        const label = replicas === "everywhere" ? `${name} · ${everywhere}` : replicas > 1 ? `${name} ×${replicas}` : name;
        const width = widthOf(label, 12) + 12;
        if (x > place.x + 10 && x + width > right(place) - 10) [x, y] = [place.x + 10, y + CHIP + 6];
        const chip = { label, x, y, width, height: CHIP };
        x += width + 6;
        return chip;
    });
}

function services(parts: readonly Part[], title: string, end: number): Markup[] {
    const place = { x: right(VPC) + GAP, y: VPC.y, width: SERVICES_WIDTH, height: end - VPC.y };
    return [box(place, "frame", 10), text(place.x + GAP, place.y + 24, title, "frame-name"), ...parts.flatMap(({ name, notes }, index) => {
        const card = { x: place.x + GAP, y: place.y + 40 + index * 44, width: place.width - 2 * GAP, height: 36 };
        return [box(card, "card"), text(card.x + 10, card.y + 23, name, "small"), text(right(card) - 10, card.y + 23, notes[0]!, "soft small", "end")];
    })];
}
