/** Which IPv4 ranges are in use on this machine, by whom, and whether an environment's is among them. */
import { ZONES } from "../infra/addresses";
import { machineRanges } from "../setup/routes";
import { run } from "../setup/run";
import { UserError } from "./errors";
import { inspectAll } from "./inspect";

export interface RangeInUse {
    readonly range: string;
    /** What has it: a part of a sentence. */
    readonly by: string;
}

/**
 * Ranges that lead almost everywhere are nobody's: a default route, the two halves of one that a VPN sets, a site's
 * 10.0.0.0/8. Every environment lies in them; their gateways and this machine's own addresses are looked at one by one.
 * 10 is the address plan's own prefix, 10.64.0.0/10.
 */
const WIDEST = 10;

/** A network of the container engine, as far as it matters here. */
interface EngineNetwork {
    readonly Id: string;
    readonly Name: string;
    readonly Labels: Readonly<Record<string, string>> | null;
    readonly Options: Readonly<Record<string, string>> | null;
    readonly IPAM: { readonly Config: readonly { readonly Subnet?: string }[] | null };
}

/** Refuses a range that is not free any more. Networks that the environment has already are its own. */
export async function requireFreeAddresses(environment: string, network: string): Promise<void> {
    const networks = await engineNetworks();
    if (networks.filter((n) => isOf(environment, n)).length >= ZONES.length) return; // all are made: nothing is asked for
    const taken = findConflict(network, rangesBeside(environment, networks));
    if (taken) throw new UserError("ADDRESS_IN_USE", `The network ${network} of environment "${environment}" is in use: it overlaps ${taken.by}.`);
}

/** Every range in use that is not the environment's own. */
export async function rangesInUse(environment: string): Promise<RangeInUse[]> {
    return rangesBeside(environment, await engineNetworks());
}

export function findConflict(network: string, ranges: readonly RangeInUse[]): RangeInUse | undefined {
    return ranges.find(({ range }) => overlap(network, range));
}

function rangesBeside(environment: string, networks: readonly EngineNetwork[]): RangeInUse[] {
    const own = networks.filter((network) => isOf(environment, network));
    const bridges = new Set(own.map(({ Id, Options }) => Options?.["com.docker.network.bridge.name"] ?? `br-${Id.slice(0, 12)}`));
    // The engine's networks come first: their names tell a reader more than those of their bridges.
    const engine = networks
        .filter((network) => !own.includes(network))
        .flatMap(({ Name, IPAM }) => (IPAM.Config ?? []).map(({ Subnet = "" }) => ({ range: Subnet, by: `${Subnet} of the Docker network "${Name}"` })));
    const machine = machineRanges().filter(({ device }) => !bridges.has(device));
    return [...engine, ...machine].filter(({ range }) => isIPv4(range) && prefixOf(range) >= WIDEST);
}

const isOf = (environment: string, { Labels }: EngineNetwork) => Labels?.["plateau.environment"] === environment;

/** The engine's networks; none where no engine answers. */
async function engineNetworks(): Promise<EngineNetwork[]> {
    const ids = (await run("docker", ["network", "ls", "--quiet"]).catch(() => "")).split("\n").filter(Boolean);
    const inspect = (asked: readonly string[]) => run("docker", ["network", "inspect", "--format", "{{json .}}", ...asked]);
    return (await inspectAll(inspect, ids)).map((line) => JSON.parse(line) as EngineNetwork);
}

const isIPv4 = (range: string) => /^\d+(\.\d+){3}\/\d+$/.test(range);
const prefixOf = (range: string) => Number(range.split("/")[1]);

/** Two ranges overlap when they agree in as many bits as the wider one has. */
export function overlap(a: string, b: string): boolean {
    const size = 2 ** (32 - Math.min(prefixOf(a), prefixOf(b)));
    return Math.floor(numberOf(a) / size) === Math.floor(numberOf(b) / size);
}

const numberOf = (range: string) => range.split("/")[0]!.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
