/** Settings of the kernel that Plateau or the container engine may change. */
import { readFileSync } from "node:fs";
import { fileOfSetting, RAISED_LIMITS } from "../../../setup/kernel";
import type { Item, Reading } from "../reading";

/** The engine forwards packets between networks, and has its filter see what crosses a bridge. */
const OF_THE_ENGINE = ["net.ipv4.ip_forward", "net.bridge.bridge-nf-call-iptables", "net.bridge.bridge-nf-call-ip6tables"];

export function readKernelSettings(): Reading {
    const read = (by: Item["by"]) => (name: string): Item => ({ id: name, name, detail: valueOf(name), by });
    return { items: [...RAISED_LIMITS.map(read("plateau")), ...OF_THE_ENGINE.map(read("engine"))] };
}

/** Some are only there once a part of the kernel is loaded. */
function valueOf(name: string): string {
    try {
        return readFileSync(fileOfSetting(name), "utf8").trim();
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return "absent";
        throw error;
    }
}
