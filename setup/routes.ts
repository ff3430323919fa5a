/** IPv4 ranges that this machine itself has or leads somewhere, as the kernel tells them; no program is asked. */
import { readFileSync } from "node:fs";
import * as os from "node:os";

export interface MachineRange {
    /** E.g. "10.70.0.0/16"; an address is a range of its own. */
    readonly range: string;
    /** Name of the network interface. */
    readonly device: string;
    /** What has it, as a sentence goes on: "the route to 10.70.0.0/16 by eth1". */
    readonly by: string;
}

/** Everything that the machine has in its main routing table and on its interfaces. */
export function machineRanges(): MachineRange[] {
    return [...addressesOf(os.networkInterfaces()), ...routesIn(readFileSync("/proc/net/route", "utf8"))];
}

export function addressesOf(interfaces: NodeJS.Dict<os.NetworkInterfaceInfo[]>): MachineRange[] {
    return Object.entries(interfaces).flatMap(([device, addresses = []]) =>
        addresses.filter(({ family }) => family === "IPv4").map(({ address }) => ({ range: `${address}/32`, device, by: `the address ${address} of ${device}` })),
    );
}

/** @param table text of /proc/net/route: a line of titles, then one line a route, numbers in hex */
export function routesIn(table: string): MachineRange[] {
    return table.trim().split("\n").slice(1).flatMap((line) => {
        const [device = "", destination = "", gateway = "", , , , , mask = ""] = line.trim().split(/\s+/);
        const range = `${addressIn(destination)}/${prefixIn(mask)}`;
        const route = { range, device, by: `the route to ${range} by ${device}` };
        if (/^0*$/.test(gateway)) return [route];
        return [route, { range: `${addressIn(gateway)}/32`, device, by: `the gateway ${addressIn(gateway)} by ${device}` }];
    });
}

/** "0001460A" as "10.70.1.0": the kernel writes the number as it lies in memory, last octet first. */
const addressIn = (hex: string): string => (hex.match(/../g) ?? []).map((octet) => parseInt(octet, 16)).reverse().join(".");

/** "0000FFFF" as 16. */
const prefixIn = (hex: string): number => [...parseInt(hex, 16).toString(2)].filter((bit) => bit === "1").length;
