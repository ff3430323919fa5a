/** Address plan, flow matrix and inventory of an environment on each target, from what the program declares. */
import type { Declared } from "../../../infra/declared/program";
import type { Language } from "../picture/drawing/words";
import { addressesInCloud, addressesOnMachine } from "./addresses";
import { flowsBetweenServers, flowsInCloud, flowsOfPods } from "./flows";
import { resourcesOf } from "./resources";
import { table, type Row } from "./table";
import { WORDS } from "./words";

export interface Graphs {
    readonly local: readonly Declared[];
    readonly aws: readonly Declared[];
}

export function inventoryPage({ local, aws }: Graphs, language: Language): string {
    const words = WORDS[language];
    const rows = (heads: readonly string[], body: readonly Row[]) => table(heads, body);
    const { plan, flow, policy, resource } = words.heads;
    return [
        `# ${words.title}`,
        words.generated,
        `## ${words.local}`,
        `### ${words.plan}`,
        rows(plan, addressesOnMachine(local)),
        `### ${words.flows}`,
        rows(flow, flowsBetweenServers()),
        `### ${words.inventory}`,
        rows(resource, resourcesOf(local)),
        `## ${words.aws}`,
        `### ${words.plan}`,
        rows(plan, addressesInCloud(aws)),
        `### ${words.flows}`,
        rows(flow, flowsInCloud(aws)),
        `### ${words.inventory}`,
        rows(resource, resourcesOf(aws)),
        `## ${words.pods}`,
        words.podsRemark,
        rows(policy, flowsOfPods(local)),
    ].join("\n\n").concat("\n");
}
