/** Whose a thing is: by label and by what the kernel says, whatever it is called. */
import { attribution, type Owner } from "../../../../cli/emptiness/owner";
import { rulesIn } from "../../../../cli/emptiness/read/firewall";
import { mountsIn } from "../../../../cli/emptiness/read/mounts";
import type { Item } from "../../../../cli/emptiness/reading";
import { environmentDir } from "../../../../setup/paths";
import { bridge, container, id, inventory, network, volume } from "./machine";

const seen = inventory({
    container: [container("a", "plateau-a-db-1", "a", "10.64.1.10"), container("b", "plateau-ab-db-1", "ab", "10.65.1.10"), container("c", "plateau-a-b-db-1", "a-b"), container("d", "plateau-a-mine", undefined, "10.64.7.7")],
    network: [network("a", "plateau-a-1-public", "a"), network("b", "plateau-ab-1-public", "ab"), network("d", "plateau-a-foreign")],
    volume: [volume("plateau-a-db-1-data", "a"), volume("plateau-a-b-db-1-data", "a-b"), volume("plateau-a-mine")],
});
const ownerOf = attribution([seen.kinds]);
const of = (environment: string): Owner => ({ environment });

const rule = (line: string, table = "filter"): Item => rulesIn(`*${table}\n${line}\nCOMMIT`, "ip")[0]!;
const mount = (target: string): Item => mountsIn(`overlay ${target} overlay rw 0 0`)[0]!;
const process = (marks: Partial<Item>): Item => ({ id: "1 1", name: "postgres (1)", ...marks });

test.each<[string, Item, Owner]>([
    ["a container with the label", seen.kinds.container.items![0]!, of("a")],
    ["a container of an environment whose name begins with it", seen.kinds.container.items![1]!, of("ab")],
    ["a container of an environment whose name goes on after a hyphen", seen.kinds.container.items![2]!, of("a-b")],
    ["a container that is only called so", seen.kinds.container.items![3]!, "nobody"],
    ["a network that is only called so", seen.kinds.network.items![2]!, "nobody"],
    ["a volume that is only called so", seen.kinds.volume.items![2]!, "nobody"],
    ["the engine's own network", { id: id("e"), name: "bridge", by: "engine" }, "engine"],
    ["a process in its container", process({ container: id("a") }), of("a")],
    ["the shim of another environment's container", process({ container: id("b"), by: "engine" }), of("ab")],
    ["a process in the user's own container", process({ container: id("d"), by: "engine" }), "nobody"],
    ["a process that works in its directory", process({ environment: "a" }), of("a")],
    ["what publishes a port of it", process({ address: "10.64.1.10", by: "engine" }), of("a")],
    ["what publishes a port of another one", process({ address: "10.65.1.10", by: "engine" }), of("ab")],
    ["what publishes a port of the user's own container", process({ address: "10.64.7.7", by: "engine" }), "nobody"],
    ["what publishes a port of a container that nobody knows, in the environment's range", process({ address: "10.64.2.10", by: "engine" }), "engine"],
    ["a process of nobody's", process({}), "nobody"],
    ["its bridge", { id: bridge("a"), name: bridge("a"), bridges: [bridge("a")] }, of("a")],
    ["an interface on another's bridge", { id: "veth1", name: "veth1", bridges: [bridge("b")] }, of("ab")],
    ["an interface on the bridge of a network that is only called so", { id: "veth2", name: "veth2", bridges: [bridge("d")] }, "nobody"],
    ["a rule on its bridge", rule(`-A FORWARD -i ${bridge("a")} ! -o ${bridge("a")} -j ACCEPT`), of("a")],
    ["a rule of the engine on another's bridge", rule(`-A DOCKER -d 10.65.1.10/32 ! -i ${bridge("b")} -o ${bridge("b")} -p tcp -m tcp --dport 22 -j ACCEPT`), of("ab")],
    ["a rule on the bridge of a network that is only called so", rule(`-A DOCKER-ISOLATION-STAGE-2 -o ${bridge("d")} -j DROP`), "nobody"],
    ["the rule by which its container reaches itself", rule("-A POSTROUTING -s 10.64.1.10/32 -d 10.64.1.10/32 -p tcp -m tcp --dport 22 -j MASQUERADE", "nat"), of("a")],
    ["a rule of the user's own about its addresses", rule("-A FORWARD -s 10.64.0.0/16 -j ACCEPT"), "nobody"],
    ["a rule with a comment that looks like it", rule(`-A INPUT -m comment --comment plateau-a-1-public -j ACCEPT`), "nobody"],
    ["a rule with a comment in which there is a whole rule", rule(`-A INPUT -m comment --comment "plateau-a -i ${bridge("a")} \\" -o ${bridge("a")} -j X" -j ACCEPT`), "nobody"],
    ["a rule in a chain of the user's own that names its bridge", rule(`-A plateau-a-mine -i ${bridge("a")} -j ACCEPT`), "nobody"],
    ["a rule that the user has put where the engine lets users", rule(`-A DOCKER-USER -i ${bridge("a")} -j DROP`), "nobody"],
    ["the engine's own rules", rule("-A FORWARD -o docker0 -j DOCKER"), "engine"],
    ["the engine's own chains", rule(":DOCKER-USER - [0:0]"), "engine"],
    ["a chain of the user's own that looks like it", rule(":plateau-a-1-public - [0:0]"), "nobody"],
    ["the file system of its container", mount("/var/lib/docker/overlay2/a/merged"), of("a")],
    ["the network of another's container", mount("/run/docker/netns/b"), of("ab")],
    ["its volume", mount("/var/lib/docker/volumes/plateau-a-db-1-data/_data"), of("a")],
    ["the volume of an environment whose name goes on after a hyphen", mount("/var/lib/docker/volumes/plateau-a-b-db-1-data/_data"), of("a-b")],
    ["a mount in the user's own volume", mount("/var/lib/docker/volumes/plateau-a-mine/_data"), "nobody"],
    ["a mount of the engine's", mount("/var/lib/docker"), "engine"],
    ["a mount in its directory", mount(`${environmentDir("a")}/x`), of("a")],
    ["a mount in the directory of a longer name", mount(`${environmentDir("ab")}/x`), of("ab")],
    ["a mount with a name that looks like it", mount("/mnt/plateau-a-1-public"), "nobody"],
])("%s", (_what, item, owner) => {
    expect(ownerOf(item)).toEqual(owner);
});

test("an address is that of the container that had it last", () => {
    const later = inventory({ container: [container("f", "plateau-other-bastion", "other", "10.64.1.10")] });
    const proxy = process({ address: "10.64.1.10" });
    expect(attribution([seen.kinds, later.kinds])(proxy)).toEqual(of("other"));
    expect(attribution([later.kinds, seen.kinds])(proxy)).toEqual(of("a"));
});
