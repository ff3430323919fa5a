/** A network namespace that lets out to a few addresses only, drops all else in silence, and remembers what it dropped. */
import * as dns from "node:dns/promises";
import * as fs from "node:fs/promises";
import execa from "execa";

/** An address that the namespace may talk to. */
export interface Destination {
    readonly address: string;
    readonly port: number;
}

/** Of 198.18.0.0/15, which is set aside for tests of networks: no environment and no site has it. Another run has another. */
const PREFIX = `198.18.${process.pid % 256}`;
const [SUBNET, OUTSIDE, INSIDE] = [`${PREFIX}.0/30`, `${PREFIX}.1`, `${PREFIX}.2`];
const [OUTSIDE_DEVICE, INSIDE_DEVICE] = [`box-${process.pid}`, "outside"];

export class FilteredNetwork {
    private constructor(readonly name: string) {}

    /** @param allowed by TCP; the machine's resolvers may be asked besides, so that names are known and packets are not sent */
    static async make(allowed: readonly Destination[]): Promise<FilteredNetwork> {
        const network = new FilteredNetwork(`plateau-box-${process.pid}`);
        await network.remove(); // what a killed run of the same number has left
        await ip("netns", "add", network.name);
        await ip("link", "add", OUTSIDE_DEVICE, "type", "veth", "peer", "name", INSIDE_DEVICE, "netns", network.name);
        await ip("address", "add", `${OUTSIDE}/30`, "dev", OUTSIDE_DEVICE);
        await ip("link", "set", OUTSIDE_DEVICE, "up");
        await network.inside("ip", "address", "add", `${INSIDE}/30`, "dev", INSIDE_DEVICE);
        for (const device of ["lo", INSIDE_DEVICE]) await network.inside("ip", "link", "set", device, "up");
        await network.inside("ip", "route", "add", "default", "via", OUTSIDE);
        await network.filter(allowed);
        for (const rule of OUTSIDE_RULES) await iptables("-I", ...rule);
        return network;
    }

    private async filter(allowed: readonly Destination[]): Promise<void> {
        const output = (...rule: string[]) => this.inside("iptables", "-w", "-A", "OUTPUT", ...rule);
        await output("-o", "lo", "-j", "ACCEPT");
        for (const resolver of await resolvers()) for (const protocol of ["udp", "tcp"]) await output("-p", protocol, "-d", resolver, "--dport", "53", "-j", "ACCEPT");
        for (const { address, port } of allowed) await output("-p", "tcp", "-d", address, "--dport", String(port), "-j", "ACCEPT");
        for (const protocol of ["tcp", "udp"]) await output("-p", protocol, "-m", "recent", "--name", "dropped", "--rdest", "--set", "-j", "DROP");
        await output("-j", "DROP"); // what the kernel itself sends: memberships of multicast groups for a bridge, say
        await this.inside("iptables", "-w", "-P", "FORWARD", "DROP"); // containers go nowhere
        await this.inside("ip6tables", "-w", "-A", "OUTPUT", "!", "-o", "lo", "-j", "DROP");
    }

    /** Addresses that something in the namespace wanted to talk to and could not. */
    async dropped(): Promise<string[]> {
        const { stdout } = await this.inside("cat", "/proc/net/xt_recent/dropped");
        return [...stdout.matchAll(/src=(\S+)/g)].map(([, address]) => address!);
    }

    private inside(program: string, ...args: string[]) {
        return execa("ip", ["netns", "exec", this.name, program, ...args]);
    }

    async remove(): Promise<void> {
        await ip("link", "del", OUTSIDE_DEVICE).catch(() => undefined);
        await ip("netns", "del", this.name).catch(() => undefined);
        for (const rule of OUTSIDE_RULES) await iptables("-D", ...rule).catch(() => undefined);
    }
}

/** Docker lets nothing through that is not its own, hence the two rules of the chain FORWARD. */
const OUTSIDE_RULES = [
    ["FORWARD", "-i", OUTSIDE_DEVICE, "-j", "ACCEPT"],
    ["FORWARD", "-o", OUTSIDE_DEVICE, "-j", "ACCEPT"],
    ["POSTROUTING", "-t", "nat", "-s", SUBNET, "-j", "MASQUERADE"],
];

const ip = (...args: string[]) => execa("ip", args);
const iptables = (...args: string[]) => execa("iptables", ["-w", ...args]);

async function resolvers(): Promise<string[]> {
    const text = await fs.readFile("/etc/resolv.conf", "utf8");
    return [...text.matchAll(/^nameserver\s+(\d+(?:\.\d+){3})/gm)].map(([, address]) => address!);
}

/** IPv4 addresses of a host. */
export async function addressesOf(host: string): Promise<string[]> {
    return (await dns.lookup(host, { all: true, family: 4 })).map(({ address }) => address);
}
