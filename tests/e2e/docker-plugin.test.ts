import { Bench } from "./plugin-bench/bench";
import { until } from "./kubernetes-plugin/control-plane";
import { PLUGIN_KIND, whose } from "../plugins";
import { run } from "../../setup/run";
import { inspect, namesLeft, openLab, removeAll, type Lab } from "./docker-plugin/engine";

/**
 * The life of a platform under the docker plugin, and what can go wrong: the real engine of Pulumi, the unchanged SDK, and
 * the container engine of this machine. The tests of a group go on where the one before them stopped.
 */
let lab: Lab;
let bench: Bench<"docker">;

/** The bridge that both plugins are made of waits this long, whatever the engine says; Plateau's ends at once. */
const WAIT_SECONDS = 60;
/** The program's resources with those of Pulumi itself: the stack and the default provider. */
const RESOURCES = 5;
const id = () => (bench.resource("container") ?? { id: "" }).id;

jest.setTimeout(120_000);
beforeAll(async () => {
    await removeAll();
    lab = await openLab();
    bench = await Bench.open("docker", lab);
});
afterAll(async () => {
    bench?.close();
    await removeAll();
});

describe(`a platform under ${whose} plugin`, () => {
    test("a preview makes nothing; an up makes all of it, with what is known only then", async () => {
        expect((await bench.preview("platform", {})).changes).toMatchObject({ create: RESOURCES - 1 });
        expect(await namesLeft()).toEqual([]);
        expect((await bench.up("platform", {})).changes).toMatchObject({ create: RESOURCES - 1 });
        expect(await namesLeft()).toEqual(["container", "network", "volume"].map((kind) => `${lab.name}-${kind}`));
        const environment = await inspect("container", `${lab.name}-container`, "{{json .Config.Env}} {{.State.Running}}");
        expect(environment).toMatch(/"PASSWORD=hunter2".* true$/);
        expect(environment).toContain(`PLACE=${await inspect("volume", `${lab.name}-volume`, "{{.Mountpoint}}")}`);
    });

    test("no secret of the program lies in the state in the clear", () => {
        expect(bench.state()).not.toContain("hunter2");
        expect(bench.state()).toContain("ciphertext");
    });

    test("a second up and a refresh change nothing", async () => {
        expect((await bench.up("platform", {})).changes).toEqual({ same: RESOURCES - 1 });
        expect((await bench.refresh()).changes).toEqual({ same: RESOURCES - 1 });
        expect((await bench.up("platform", {})).changes).toEqual({ same: RESOURCES - 1 });
    });

    test("another limit of memory updates in place, as the preview foretold", async () => {
        const before = id();
        const changes = { same: RESOURCES - 2, update: 1 };
        expect((await bench.preview("platform", { memory: 80 })).changes).toEqual(changes);
        expect((await bench.up("platform", { memory: 80 })).changes).toEqual(changes);
        expect(id()).toBe(before);
        expect(await inspect("container", before, "{{.HostConfig.Memory}}")).toBe(String(80 * 1024 * 1024));
    });

    test("another environment replaces the container under the same name", async () => {
        const before = id();
        const changes = { same: RESOURCES - 2, replace: 1 };
        expect((await bench.preview("platform", { memory: 80, greeting: "bye" })).changes).toEqual(changes);
        expect((await bench.up("platform", { memory: 80, greeting: "bye" })).changes).toEqual(changes);
        expect(id()).not.toBe(before);
        expect(await inspect("container", `${lab.name}-container`, "{{.Id}}")).toBe(id());
    });

    test("a function reads what is there", async () => {
        expect((await bench.preview("found", { name: "bridge" })).outputs).toBeDefined();
        const { output } = await bench.preview("found", { name: `${lab.name}-network` });
        expect(output).toMatch(/internal: true/);
    });

    test("a refresh finds what was changed by hand, and the next up repairs it", async () => {
        await run("docker", ["rm", "--force", `${lab.name}-container`]);
        expect((await bench.refresh()).changes).toEqual({ same: RESOURCES - 2, delete: 1 });
        const changes = (await bench.up("platform", { memory: 80, greeting: "bye" })).changes;
        expect(changes).toEqual({ same: RESOURCES - 2, create: 1 });
        await run("docker", ["update", "--memory", "90m", "--memory-swap", "90m", `${lab.name}-container`]);
        expect((await bench.refresh()).changes).toEqual({ same: RESOURCES - 2, update: 1 });
        expect((await bench.up("platform", { memory: 80, greeting: "bye" })).changes).toEqual({ same: RESOURCES - 2, update: 1 });
    });

    test("a destroy takes everything away", async () => {
        expect((await bench.destroy()).changes).toEqual({ delete: RESOURCES - 1 });
        expect(await namesLeft()).toEqual([]);
    });
});

describe(`what can go wrong under ${whose} plugin`, () => {
    afterEach(async () => {
        await bench.destroy();
        expect(await namesLeft()).toEqual([]);
    });

    test("an engine that is known only during the up", async () => {
        expect((await bench.preview("chained")).changes).toMatchObject({ create: 4 });
        const { outputs } = await bench.up("chained");
        expect(outputs["mountpoint"]).toBe(await inspect("volume", `${lab.name}-second`, "{{.Mountpoint}}"));
        expect((await bench.up("chained")).changes).not.toHaveProperty("update");
    });

    test("a volume that was there before is imported as it is, and then belongs to the stack", async () => {
        const name = `${lab.name}-theirs`;
        await run("docker", ["volume", "create", "--label", lab.label, name]);
        expect((await bench.up("imported", { name })).changes).toMatchObject({ import: 1 });
        expect((await bench.up("imported", { name })).changes).toEqual({ same: 2 });
    });

    test("an image that nobody has: what works beside it stays, and the next up makes the rest", async () => {
        expect(await bench.failure(bench.up("missingImage", {}))).toContain("plateau.invalid/none:1");
        expect(await namesLeft()).toEqual([`${lab.name}-beside`]);
        expect((await bench.up("missingImage", { image: lab.image })).changes).toMatchObject({ create: 1 });
        expect(await namesLeft()).toEqual([`${lab.name}-beside`, `${lab.name}-fails`]);
    });

    test("a container that does not get healthy in time is an error, and does not get lost", async () => {
        const from = Date.now();
        expect(await bench.failure(bench.up("unhealthy", { createSeconds: 4 }))).toMatch(/deadline|timed? ?out|healthy/i);
        expect(Date.now() - from).toBeLessThan(30_000);
        expect(await namesLeft()).toEqual([`${lab.name}-unhealthy`]);
        await bench.up("unhealthy", { waits: false });
        expect(await namesLeft()).toEqual([`${lab.name}-unhealthy`]);
    });

    test("an up that is cancelled ends soon, and knows what it has made", async () => {
        const running = bench.failure(bench.up("unhealthy", {}));
        await until("the container", async () => inspect("container", `${lab.name}-unhealthy`, "{{.Id}}"));
        const from = Date.now();
        bench.cancel();
        expect(await running).toMatch(/cancel/i);
        expect(Date.now() - from).toBeLessThan(PLUGIN_KIND === "official" ? WAIT_SECONDS * 1500 : 20_000);
        expect(bench.resource("container")?.id ?? "").toBe(await inspect("container", `${lab.name}-unhealthy`, "{{.Id}}"));
    });

    test("docker.Image is refused by its name by the plugin that does not have it", async () => {
        if (PLUGIN_KIND === "official") return;
        expect(await bench.failure(bench.preview("image"))).toMatch(/does not support docker:index\/image:Image\. .*docker\.RemoteImage/s);
    });
});
