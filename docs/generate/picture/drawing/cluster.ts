/** Kubernetes: its nodes across their zones, and the namespaces with what runs in them. */
import type { Namespace, Workload } from "../cluster";
import { cells, GAP } from "./layout";
import { columnOf, roleOf, span, type Drawn, type Scene } from "./scene";
import { bottom, box, plug, right, text, widthOf, type Rectangle } from "../../../../cli/report/svg";
import type { Words } from "./words";

const HEAD = 28;
const NODE = 40;
const CHIP = 22;
const CHIP_GAP = 6;
const PADDING = 10;
/** Namespaces side by side. */
const IN_A_ROW = 3;

export interface DrawnCluster extends Drawn {
    readonly frame: Rectangle;
    /** Upper end of the namespaces. */
    readonly spaces: number;
}

export function cluster(scene: Scene, y: number): DrawnCluster {
    const { picture, words } = scene;
    const nodes = picture.servers.filter(({ pod_subnet }) => pod_subnet !== undefined);
    const home = columnOf(scene, Object.keys(nodes[0]!.addresses)[0]!);
    const inside = { x: home.x + 2 * GAP, width: home.width - 4 * GAP };
    const bars = nodes.flatMap((server, index) => {
        const { width } = span(scene, server);
        const bar = { x: inside.x, y: y + HEAD + index * (NODE + 8), width: width - 2 * GAP, height: NODE };
        if (Object.keys(server.addresses).length > 1) bar.width += GAP;
        const middle = bar.y + NODE / 2 + 5;
        const nameWidth = widthOf(server.name, 15);
        return [
            box(bar, "card"),
            ...Object.entries(server.addresses).map(([zone, address]) =>
                plug(columnOf(scene, zone) === home ? bar.x + 14 : columnOf(scene, zone).x + 18, middle, address),
            ),
            text(bar.x + 118, middle, server.name, "name"),
            text(bar.x + 124 + nameWidth, middle, roleOf(words, server), "soft small"),
            text(inside.x + inside.width - 12, middle, `${words.pods} ${server.pod_subnet} · ${words.memory(server.memoryMiB)}`, "soft small", "end"),
        ];
    });
    const spaces = y + HEAD + nodes.length * (NODE + 8) + 6;
    const rows = rowsOf(picture.namespaces).reduce<Drawn>(
        ({ shapes, bottom: above }, row) => {
            const places = cells({ ...inside, y: above + GAP, height: 0 }, row.length);
            const height = Math.max(...row.map((namespace, index) => heightOf(namespace, places[index]!.width, words)));
            const drawn = row.flatMap((namespace, index) => space(namespace, { ...places[index]!, height }, words));
            return { shapes: [...shapes, ...drawn], bottom: above + GAP + height };
        },
        { shapes: [], bottom: spaces - GAP },
    );
    const frame = { x: home.x + GAP, y, width: home.width - 2 * GAP, height: rows.bottom + 12 - y };
    const title = text(inside.x, y + 19, words.kubernetes, "frame-name");
    return { shapes: [box(frame, "frame", 10), title, ...bars, ...rows.shapes], bottom: bottom(frame), frame, spaces };
}

/** What users reach is not mixed with the rest. */
function rowsOf(namespaces: readonly Namespace[]): Namespace[][] {
    const groups = [namespaces.filter(({ hosts }) => hosts.length > 0), namespaces.filter(({ hosts }) => hosts.length === 0)];
    return groups.flatMap((group) =>
        Array.from({ length: Math.ceil(group.length / IN_A_ROW) }, (_, row) => group.slice(row * IN_A_ROW, (row + 1) * IN_A_ROW)),
    );
}

function space(namespace: Namespace, place: Rectangle, words: Words): Drawn["shapes"] {
    return [
        box(place, "space", 6),
        text(place.x + PADDING, place.y + 21, namespace.name, "name"),
        ...namespace.hosts.map((host, index) => text(place.x + PADDING, place.y + 39 + index * 17, host, "soft small")),
        ...chipsOf(namespace, place.width, words).flatMap(({ label, x, y, width }) => [
            box({ x: place.x + x, y: place.y + y, width, height: CHIP }, "chip", 5),
            text(place.x + x + width / 2, place.y + y + 15, label, "chip-name", "middle"),
        ]),
    ];
}

function heightOf(namespace: Namespace, width: number, words: Words): number {
    return (chipsOf(namespace, width, words).at(-1)?.y ?? 10) + CHIP + PADDING;
}

/** Chips in lines, places relative to their namespace. */
function chipsOf({ hosts, workloads }: Namespace, width: number, words: Words): { label: string; x: number; y: number; width: number }[] {
    let [x, y] = [PADDING, 31 + hosts.length * 17];
    return workloads.map((workload) => {
        const label = labelOf(workload, words);
        const own = widthOf(label, 12) + 12;
        if (x > PADDING && x + own > width - PADDING) [x, y] = [PADDING, y + CHIP + CHIP_GAP];
        const chip = { label, x, y, width: own };
        x = right({ ...chip, height: CHIP }) + CHIP_GAP;
        return chip;
    });
}

function labelOf({ name, replicas }: Workload, words: Words): string {
    if (replicas === "everywhere") return `${name} · ${words.everywhere}`;
    return replicas > 1 ? `${name} ×${replicas}` : name;
}
