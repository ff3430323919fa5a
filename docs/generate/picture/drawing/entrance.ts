/** The way in: the machine's ports, the servers that they lead to, and the playbooks that come the same way. */
import type { Server } from "../machine";
import { GAP, MACHINE, TOP, ZONE_HEADER } from "./layout";
import { columnOf, roleOf, span, type Drawn, type Scene } from "./scene";
import { arrow, bottom, box, plug, right, text, widthOf, wrap, type Rectangle } from "../../../../cli/report/svg";

const LANE = 28;
const HEAD = 38;
const FOOT = 30;

/** Servers with published ports, one below the other; beside each of their ports, the machine's. */
export function entrance(scene: Scene): Drawn {
    const { picture, words } = scene;
    const start: Drawn = {
        shapes: [text(MACHINE.x, TOP + 24, words.machine, "zone-name"), text(MACHINE.x, TOP + 42, words.loopback, "soft small")],
        bottom: TOP + ZONE_HEADER - GAP,
    };
    return picture.servers
        .filter(({ ports }) => ports.length > 0)
        .reduce(({ shapes, bottom }, server) => {
            const drawn = gate(scene, server, bottom + GAP);
            return { shapes: [...shapes, ...drawn.shapes], bottom: drawn.bottom };
        }, start);
}

function gate(scene: Scene, server: Server, y: number): Drawn {
    const { words } = scene;
    const card: Rectangle = { ...span(scene, server), y, height: HEAD + server.ports.length * LANE + FOOT };
    const nameWidth = widthOf(server.name, 15);
    const lanes = server.ports.flatMap(({ ip, external, internal }, index) => {
        const middle = y + HEAD + index * LANE + LANE / 2;
        const port: Rectangle = { x: MACHINE.x, y: middle - 11, width: 140, height: 22 };
        return [
            box(port, "port", 11),
            text(port.x + port.width / 2, middle + 4, `${ip}:${external}`, "small", "middle"),
            arrow([[right(port), middle], [card.x - 2, middle]]),
            text(card.x + 14, middle + 4, String(internal), "name"),
            text(card.x + 66, middle + 4, purposeOf(scene, internal)),
        ];
    });
    return {
        shapes: [
            box(card, "card"),
            text(card.x + 14, y + 24, server.name, "name"),
            text(card.x + 22 + nameWidth, y + 24, `${roleOf(words, server)} · ${words.memory(server.memoryMiB)}`, "soft small"),
            ...lanes,
            ...Object.entries(server.addresses).map(([zone, address]) => plug(columnOf(scene, zone).x + 28, bottom(card) - 11, address)),
        ],
        bottom: bottom(card),
    };
}

/** "application → worker-1, worker-2 :30443" */
function purposeOf({ picture, words }: Scene, port: number): string {
    const passage = picture.passages.find((other) => other.port === port);
    if (!passage) return words.ports[port] ?? "";
    return `${words.passages[passage.name] ?? passage.name}  →  ${passage.to.join(", ")} :${passage.toPort}`;
}

/** From the servers with published ports to what they pass connections on to, with the ports that are called there. */
export function passageFlow({ picture }: Scene, y: number, nodes: Rectangle): Drawn["shapes"] {
    const ports = [...new Set(picture.passages.map(({ toPort }) => toPort))].sort((a, b) => a - b);
    const x = nodes.x + nodes.width / 2;
    return [arrow([[x, y], [x, nodes.y - 2]]), text(x + 12, (y + nodes.y) / 2 + 4, ports.join(", "), "flow-name")];
}

/** Which playbook configures which servers. */
export function playbooks({ picture, words }: Scene, y: number): Drawn {
    const lines = picture.playbooks.flatMap(({ file, hosts }) => [
        { style: "name", content: file.replace(/^.*\//, "") },
        ...wrap(hosts, ", ", 12, MACHINE.width - 2 * GAP).map((content) => ({ style: "soft small", content })),
    ]);
    const shapes = [text(MACHINE.x + 12, y + 24, words.ansible, "small")];
    let next = y + 26;
    for (const { style, content } of lines) {
        next += style === "name" ? 24 : 17;
        shapes.push(text(MACHINE.x + 12, next, content, style));
    }
    const card: Rectangle = { ...MACHINE, y, height: next + 14 - y };
    return { shapes: [box(card, "card"), ...shapes], bottom: bottom(card) };
}

/** The playbooks' own way in: up to the port of the machine that they use. */
export function playbookFlow({ picture }: Scene, y: number): Drawn["shapes"] {
    const ports = picture.servers.flatMap((server) => server.ports);
    const used = Math.max(...ports.map(({ external }, index) => (picture.playbooks.some((p) => p.through === external) ? index : -1)));
    if (used < 0) return [];
    const x = MACHINE.x + 70;
    return [arrow([[x, y], [x, TOP + ZONE_HEADER + HEAD + used * LANE + LANE / 2 + 13]])];
}
