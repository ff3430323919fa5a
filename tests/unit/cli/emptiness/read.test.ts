/** How each kind is read: from what the kernel and the programs print, and nothing more is kept than the certificate needs. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readContainers } from "../../../../cli/emptiness/read/engine";
import { rulesIn } from "../../../../cli/emptiness/read/firewall";
import { mountsIn } from "../../../../cli/emptiness/read/mounts";
import { entriesIn } from "../../../../cli/emptiness/read/nftables";
import { listenersIn } from "../../../../cli/emptiness/read/ports";
import { publishedBy } from "../../../../cli/emptiness/read/proc";
import { readProcesses } from "../../../../cli/emptiness/read/processes";
import { numbered } from "../../../../cli/emptiness/reading";
import { environmentDir } from "../../../../setup/paths";
import { FakeMachine } from "../fake-machine";

/** A program whose parent is not this process, which leaves out what it runs itself; ends with the work. */
async function withGrandchild<T>(args: readonly string[], work: () => T): Promise<T> {
    const parent = spawn("sh", ["-c", 'sh -c "echo; read line" "$@"; :', "parent", ...args], { stdio: ["pipe", "pipe", "ignore"] });
    await once(parent.stdout, "data");
    try {
        return work();
    } finally {
        parent.stdin.end();
        await once(parent, "exit");
    }
}

test("a process is kept with its name, number, user and start, never with its arguments", async () => {
    const items = await withGrandchild(["--password", "hunter2-hunter2"], () => readProcesses().items!);
    expect(items.some(({ name }) => name.startsWith("sh ("))).toBe(true);
    expect(JSON.stringify(items)).not.toContain("hunter2");
});

test.each([
    [`${environmentDir("a")}/state`, "a"],
    [environmentDir("ab"), "ab"],
    [`file://${environmentDir("a-b")}/state`, "a-b"],
    [`${environmentDir("a")}.old/state`, undefined],
])("a process that is told to work in %s is of the environment %s", async (directory, environment) => {
    const before = new Set(readProcesses().items!.map(({ id }) => id));
    const items = await withGrandchild([directory], () => readProcesses().items!.filter(({ id, name }) => !before.has(id) && name.startsWith("sh (")));
    expect(items.map((item) => item.environment)).toContain(environment);
});

test("sockets that listen are told from those that are connected, in IPv4 and IPv6", () => {
    const table = [
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
        "   0: 0100007F:55F0 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1 0 100 0 0 10 0",
        "   1: 0100007F:55F1 0100007F:ABCD 01 00000000:00000000 00:00000000 00000000     0        0 2 1 0 100 0 0 10 0",
        "   2: 00000000000000000000000001000000:0016 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 3 1 0 100 0 0 10 0",
    ].join("\n");
    expect(listenersIn(table, "0A")).toEqual([
        { address: "127.0.0.1", port: "22000", uid: "1000" },
        { address: "[::1]", port: "22", uid: "0" },
    ]);
});

test("what publishes a port is the engine's own program and no other that is called with the same words", () => {
    const line = (...words: string[]) => words.map((word) => `${word}\u0000`).join("");
    const args = ["-proto", "tcp", "-host-ip", "127.0.0.1", "-host-port", "22000", "-container-ip", "10.64.1.10", "-container-port", "22"];
    expect(publishedBy(line("/usr/sbin/docker-proxy", ...args))).toEqual({ port: "22000", address: "10.64.1.10" });
    expect(publishedBy(line("/home/me/not-docker-proxy", ...args))).toBeUndefined();
    expect(publishedBy(line("docker-proxy", "-host-port", "1"))).toBeUndefined();
});

test("a rule is one of its table and family, and of a chain only the policy may change", () => {
    const saved = "# Generated\n*filter\n:INPUT DROP [12:345]\n:MINE - [0:0]\n-A INPUT -j MINE\nCOMMIT\n*nat\n-A INPUT -j MINE\nCOMMIT";
    const items = rulesIn(saved, "ip6");
    expect(items.map((item) => item.id)).toEqual(["ip6 filter chain INPUT", "ip6 filter chain MINE", "ip6 filter -A INPUT -j MINE", "ip6 nat -A INPUT -j MINE"]);
    expect(items.map((item) => item.detail)).toEqual(["DROP", undefined, undefined, undefined]);
});

test("of nftables the user's own tables are kept, without numbers that count packets or change at every load", () => {
    const rule = (handle: number, packets: number) => ({ rule: { family: "inet", table: "mine", chain: "input", handle, expr: [{ match: { op: "==" } }, { counter: { packets, bytes: 1 } }, { accept: null }] } });
    const ruleset = (handle: number, packets: number) =>
        JSON.stringify({
            nftables: [
                { metainfo: { version: "1.0.6" } },
                { table: { family: "ip", name: "filter", handle: 1 } },
                { rule: { family: "ip", table: "filter", chain: "DOCKER", handle: 4, expr: [] } },
                { table: { family: "inet", name: "mine", handle } },
                { chain: { family: "inet", table: "mine", name: "input", handle, policy: "drop" } },
                rule(handle, packets),
            ],
        });
    const items = entriesIn(ruleset(1, 1));
    expect(items.map(({ name }) => name)).toEqual(["table inet mine", "inet mine: chain input", 'inet mine input: [{"match":{"op":"=="}},{"accept":null}]']);
    expect(items[1]!.detail).toBe("drop");
    expect(entriesIn(ruleset(9, 99))).toEqual(items);
});

test("a mount's options are not kept, and a path with a space is one", () => {
    const [item] = mountsIn("//server/share /mnt/my\\040files cifs rw,username=me,password=hunter2 0 0\n");
    expect(item).toEqual({ id: "/mnt/my files cifs //server/share", name: "/mnt/my files", detail: "cifs, //server/share", place: "/mnt/my files" });
});

test("two things that look the same are two", () => {
    const twice = [{ id: "x", name: "x" }, { id: "x", name: "x" }];
    expect(numbered(twice).items!.map(({ id }) => id)).toEqual(["x", "x #2"]);
});

test("an engine that refuses is not one that has nothing", async () => {
    const machine = new FakeMachine();
    try {
        machine.docker("refusal", "permission denied while trying to connect to the Docker daemon socket");
        await expect(readContainers()).rejects.toThrow("permission denied");
    } finally {
        machine.remove();
    }
});
