import { networkOfSlot, POD_SUBNET, SERVICE_SUBNET, SLOTS, slotOfNetwork, ZONES } from "../../../infra/addresses";
import { homeAddress, planEnvironment, podSubnets } from "../../../infra/plan";
import { isEnvironmentName, parseSpecification, SpecificationError } from "../../../infra/specification";

const plan = (slot: number) => planEnvironment("demo", parseSpecification({ network: networkOfSlot(slot) }));

test("every slot has addresses and ports of its own", () => {
    const plans = Array.from({ length: SLOTS }, (_, slot) => plan(slot));
    const addresses = plans.flatMap((p) => p.servers.flatMap((s) => Object.values(s.addresses)));
    const ports = plans.flatMap((p) => Object.values(p.ports));
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(new Set(ports).size).toBe(ports.length);
    expect(Math.max(...ports)).toBeLessThan(32_768); // above is where the kernel takes ports for outgoing connections
});

test("a server's addresses lie in the subnets of its zones", () => {
    const { servers, subnets } = plan(5);
    for (const server of servers) {
        for (const zone of ZONES) {
            const address = server.addresses[zone];
            if (address) expect(address.startsWith(subnets[zone].replace(/0\/24$/, ""))).toBe(true);
        }
        expect(homeAddress(server)).toMatch(/^10\.69\./);
    }
});

test("only the bastion is in the public zone", () => {
    expect(plan(0).servers.filter((s) => s.addresses.public).map((s) => s.name)).toEqual(["bastion"]);
});

test("each node has a pod subnet, other servers have none", () => {
    expect(podSubnets(plan(0).servers)).toEqual({ control: "10.244.0.0/24", "worker-1": "10.244.1.0/24", "worker-2": "10.244.2.0/24" });
});

test("no slot has the addresses of pods or Services", () => {
    const networks = Array.from({ length: SLOTS }, (_, slot) => networkOfSlot(slot));
    expect(networks).not.toContain(POD_SUBNET);
    expect(networks).not.toContain(SERVICE_SUBNET);
});

test("a slot and its network are inverse", () => {
    for (let slot = 0; slot < SLOTS; slot++) expect(slotOfNetwork(networkOfSlot(slot))).toBe(slot);
    expect(() => networkOfSlot(SLOTS)).toThrow(RangeError);
});

test("all faults of a specification come at once, each with its path", () => {
    const faulty = { network: "192.168.0.0/16", workers: "9", memory: '{"worker": 1}', colour: "blue" };
    let error: unknown;
    try {
        parseSpecification(faulty);
    } catch (caught) {
        error = caught;
    }
    expect(error).toBeInstanceOf(SpecificationError);
    expect((error as SpecificationError).faults.map((f) => f.path).sort()).toEqual(["colour", "memory.worker", "network", "workers"]);
});

test.each(["demo", "a", "promo-2026", "a".repeat(20)])("%s can be an environment", (name) => expect(isEnvironmentName(name)).toBe(true));
test.each(["Promo_2026", "", "-a", "a-", "1a", "a".repeat(21), "a.b"])("%s cannot be an environment", (name) => expect(isEnvironmentName(name)).toBe(false));
