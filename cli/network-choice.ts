/** Which network a new environment gets. Nothing is made here. */
import { networkOfSlot, SLOTS } from "../infra/addresses";
import type { Target } from "../setup/plugins";
import { findConflict, rangesInUse, requireFreeAddresses } from "./addresses-in-use";
import { UserError } from "./errors";
import { portInUse } from "./ports";
import { listEnvironments } from "./record";
import { readPlan, readSettings } from "./specification";

/** The network that the specification asks for, or else the first one that is free. */
export async function chooseNetwork(name: string, target: Target): Promise<string> {
    const taken = new Set((await listEnvironments()).map(({ network }) => network));
    const wanted = (await readSettings(name))["network"];
    if (typeof wanted !== "string") return target === "local" ? freeNetwork(name, taken) : nextNetwork(taken);
    if (taken.has(wanted)) throw new UserError("SPECIFICATION", `The network ${wanted} belongs to another environment of this machine.`);
    await readPlan({ name, network: wanted, target }); // a fault of the specification is told first
    if (target === "local") await requireFreeAddresses(name, wanted);
    return wanted;
}

/** In a cloud an environment has its addresses to itself; a machine that administers several by VPN keeps them apart. */
function nextNetwork(taken: ReadonlySet<string>): string {
    const free = Array.from({ length: SLOTS }, (_, slot) => networkOfSlot(slot)).find((network) => !taken.has(network));
    if (!free) throw new UserError("NO_NETWORK_LEFT", `All ${SLOTS} networks are taken by environments of this machine.`);
    return free;
}

/** The first slot whose addresses and ports are both free. */
async function freeNetwork(name: string, taken: ReadonlySet<string>): Promise<string> {
    const ranges = await rangesInUse(name);
    for (let slot = 0; slot < SLOTS; slot++) {
        const network = networkOfSlot(slot);
        if (taken.has(network) || findConflict(network, ranges)) continue;
        if (!(await portInUse(await readPlan({ name, network, target: "local" })))) return network;
    }
    const others = SLOTS - taken.size;
    throw new UserError("NO_NETWORK_LEFT", `All ${SLOTS} networks are taken: ${taken.size} by environments of this machine, ${others} by addresses or ports in use.`);
}
