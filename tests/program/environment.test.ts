import { plain, type Declared } from "../../infra/declared/program";
import { declaredEnvironment } from "../../infra/declared/environment";
import { networkOfSlot } from "../../infra/addresses";

let declared: Declared[];

beforeAll(async () => {
    declared = await declaredEnvironment("demo", { network: networkOfSlot(3) });
});

const of = (type: string) => declared.filter((resource) => resource.type === type);
const containers = () => of("docker:index/container:Container");

test("six servers, each with its addresses in its zones", () => {
    const addresses = Object.fromEntries(containers().map(({ inputs }) => [inputs.hostname, inputs.networksAdvanced.map((n: { ipv4Address: string }) => n.ipv4Address)]));
    expect(addresses).toEqual({
        bastion: ["10.67.1.10", "10.67.2.10", "10.67.3.10"],
        control: ["10.67.2.20"],
        "worker-1": ["10.67.2.31", "10.67.3.31"],
        "worker-2": ["10.67.2.32", "10.67.3.32"],
        "db-1": ["10.67.3.41"],
        "db-2": ["10.67.3.42"],
    });
});

test("no server is privileged, and each gives up every capability that it does not name", () => {
    expect(containers()).toHaveLength(6);
    for (const { inputs } of containers()) {
        expect(inputs.privileged).toBeUndefined();
        expect(inputs.capabilities.drops).toEqual(["ALL"]);
        expect(inputs.capabilities.adds).not.toContain("CAP_SYS_MODULE");
    }
});

test("only the bastion publishes ports, on the loopback alone", () => {
    const published = containers().filter(({ inputs }) => inputs.ports?.length > 0);
    expect(published.map(({ inputs }) => inputs.hostname)).toEqual(["bastion"]);
    const ports = published[0]!.inputs.ports as { external: number; internal: number; ip: string }[];
    expect(new Set(ports.map(({ ip }) => ip))).toEqual(new Set(["127.0.0.1"]));
    expect(ports.map(({ external, internal }) => [external, internal]).sort()).toEqual([[15003, 5000], [16446, 6443], [22003, 22], [8446, 443]].sort());
});

test("only the public network leads outside", () => {
    const masquerade = Object.fromEntries(of("docker:index/network:Network").map(({ name, inputs }) => [name, inputs.options["com.docker.network.bridge.enable_ip_masquerade"]]));
    expect(masquerade).toEqual({ "network-public": "true", "network-private": "false", "network-data": "false" });
});

test("everything in the container engine carries the environment's label, by which down finds it", () => {
    const owned = declared.filter(({ type }) => type.startsWith("docker:"));
    expect(owned.length).toBeGreaterThan(9);
    for (const { inputs } of owned) expect(inputs.labels).toContainEqual({ label: "plateau.environment", value: "demo" });
});

test("everything that another program keeps has a name that the program chooses: made again after an interruption, it is not there twice", () => {
    const kept = declared.filter(({ type }) => /^(docker|kubernetes):/.test(type));
    expect(kept.length).toBeGreaterThan(100);
    expect(kept.filter(({ inputs }) => !plain(inputs.name ?? inputs.metadata?.name)).map(({ name }) => name)).toEqual([]);
});

test("an unequal limit of memory and swap would be a difference at every up", () => {
    for (const { inputs } of containers()) expect(inputs.memorySwap).toBe(inputs.memory);
});

test("every playbook gets a connection through the bastion's published port", () => {
    const playbooks = of("plateau:index:Playbook");
    expect(playbooks.length).toBeGreaterThan(0);
    for (const { inputs } of playbooks) expect(JSON.stringify(inputs.connection)).toContain('"bastionPort":22003');
});

test("the public network's name sorts first: the engine takes the way outside by it", () => {
    const names = of("docker:index/network:Network").map(({ inputs }) => inputs.name as string);
    expect([...names].sort()[0]).toBe(names.find((name) => name.endsWith("public")));
});

test("only root of a server can read its first configuration, which holds the host key", () => {
    const seeds = containers().map(({ inputs }) => plain(inputs.uploads).find(({ file }: { file: string }) => file.endsWith("/user-data")));
    expect(seeds.map(({ permissions }) => permissions)).toEqual(Array(6).fill("0600"));
});
