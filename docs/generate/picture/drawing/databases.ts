/** The servers that are neither a way in nor a Kubernetes node: the databases, who uses them, who follows whom. */
import type { Server } from "../machine";
import { columnOf, roleOf, type Drawn, type Scene } from "./scene";
import { arrow, bottom, box, plug, right, text, widthOf, type Rectangle } from "../../../../cli/report/svg";

const LINE = 18;
/** Room for the arrow of a replication and its name. */
const BETWEEN = 48;
/** Room for the arrow from the cluster and its port. */
const INDENT = 44;

/** @param cluster what uses the databases */
export function databases(scene: Scene, cluster: Rectangle, y: number): Drawn {
    const { picture, words } = scene;
    const others = picture.servers.filter(({ ports, pod_subnet }) => ports.length === 0 && pod_subnet === undefined);
    const places = new Map<string, Rectangle>();
    let next = y;
    const shapes = others.flatMap((server) => {
        const { lines, ...card } = cardOf(scene, server, next);
        places.set(server.name, card);
        next = bottom(card) + BETWEEN;
        return [
            box(card, "card"),
            text(card.x + 14, card.y + 24, server.name, "name"),
            text(card.x + 20 + widthOf(server.name, 15), card.y + 24, standing(scene, server), "soft small"),
            plug(card.x + 18, card.y + 24 + LINE + 2, Object.values(server.addresses)[0]!),
            ...lines.map((line, index) => text(card.x + 14, card.y + 26 + (index + 2) * LINE, line, "soft small")),
        ];
    });
    const uses = picture.databases.flatMap(({ server, port }) => {
        const card = places.get(server);
        if (!card) return [];
        const middle = card.y + 38;
        return [
            arrow([[right(cluster), middle], [card.x - 2, middle]]),
            text((right(cluster) + card.x) / 2, middle - 7, port, "flow-name", "middle"),
        ];
    });
    const replications = picture.replications.flatMap(({ from, to }) => {
        const [source, target] = [places.get(from), places.get(to)];
        if (!source || !target) return [];
        const x = source.x + 18;
        return [
            arrow([[x, bottom(source)], [x, target.y - 2]]),
            text(x + 10, (bottom(source) + target.y) / 2 + 2, words.replication, "flow-name"),
        ];
    });
    return { shapes: [...shapes, ...uses, ...replications], bottom: next - BETWEEN };
}

function cardOf(scene: Scene, server: Server, y: number): Rectangle & { lines: string[] } {
    const { picture, words } = scene;
    const column = columnOf(scene, Object.keys(server.addresses)[0]!);
    const names = picture.databases.filter((use) => use.server === server.name).flatMap((use) => use.names);
    const lines = [`${roleOf(words, server)} · ${words.memory(server.memoryMiB)}`, ...names];
    return { x: column.x + INDENT, y, width: column.width - INDENT - 12, height: 40 + (lines.length + 1) * LINE, lines };
}

/** What a server is in its replication, if it takes part in one. */
function standing({ picture, words }: Scene, { name }: Server): string {
    if (picture.replications.some(({ from }) => from === name)) return words.primary;
    return picture.replications.some(({ to }) => to === name) ? words.standby : "";
}
