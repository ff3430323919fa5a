/**
 * Set-up with every destination but the package registries dropped, from an empty cache, in a machine within this one.
 * Which addresses are let through is what this machine's package clients are configured for. The hosts of the official
 * downloads get addresses that nothing answers on, as in a network that drops what it does not know.
 *
 * By default it sets up what is quick, in six to nine minutes of two busy cores: Node.js, npm packages, Ansible (with it Python
 * packages), plugins, Go and one Go tool, and the images that are made of Debian packages. PLATEAU_WHOLE=1 sets up
 * everything, which takes as long as a first `plateau up` and 23 GiB of disk:
 *
 *     PLATEAU_WHOLE=1 npx jest --selectProjects endurance --runTestsByPath tests/endurance/registries-alone.test.ts
 */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { OFFICIAL } from "../../setup/downloads";
import { goFromPyPI } from "../../setup/python";
import { configuredProxy, configuredRegistries, type Registry } from "../../setup/registries";
import { versions } from "../../setup/versions";
import { Box } from "./box/box";
import { addressesOf, FilteredNetwork, type Destination } from "./box/network";

const whole = process.env.PLATEAU_WHOLE === "1";

jest.setTimeout((whole ? 120 : 25) * 60_000);

/** Nobody has these addresses: TEST-NET-2. */
const officialHosts = [...new Set(Object.values(OFFICIAL).flatMap((programs) => Object.values(programs).map(({ url }) => new URL(url).host)))];
const unreachable = new Map(officialHosts.map((host, i) => [host, `198.51.100.${i + 1}`]));

/** A home, a search path and a store of wheels of one's own are not what an empty machine has. */
const NOT_GIVEN = /^(PATH|HOME|PWD|OLDPWD|XDG_.*|PLATEAU_.*|PULUMI_.*|PIP_FIND_LINKS|NODE_OPTIONS|JEST_.*|npm_.*|INIT_CWD)$/;
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_GIVEN.test(name)));

const RUN = `
    ./plateau list
    PATH=$HOME/.cache/plateau/node/${versions.node.version}/bin:$PATH
    node --import ./node_modules/tsx/dist/loader.mjs tests/endurance/box/set-up.ts ${whole ? "whole" : "quick"}
`;

let registries: Registry[];
let box: Box;
let network: FilteredNetwork;

beforeAll(async () => {
    if (process.getuid?.() !== 0) throw new Error("This test makes namespaces: it has to be run as root.");
    registries = await configuredRegistries();
    if (registries.some(({ urls }) => urls.length === 0)) {
        await goFromPyPI(); // the client that a machine may well do without
        registries = await configuredRegistries();
    }
    const proxy = configuredProxy();
    box = await Box.make();
    const hosts = [...unreachable].map(([host, address]) => `${address} ${host}`);
    const allowed: Destination[] = [];
    for (const { hostname, protocol, port } of (proxy ? [proxy] : registries.flatMap(({ urls }) => urls)).map((url) => new URL(url))) {
        for (const address of await addressesOf(hostname)) {
            allowed.push({ address, port: Number(port) || (protocol === "http:" ? 80 : 443) });
            hosts.push(`${address} ${hostname}`); // a name that gives other addresses tomorrow gives these today
        }
    }
    await fs.writeFile(path.join(box.directory, "hosts"), ["127.0.0.1 localhost", ...new Set(hosts), ""].join("\n"));
    network = await FilteredNetwork.make(allowed);
});

afterAll(async () => {
    await network?.remove();
    await box?.remove();
});

test("every package client of this machine says which registry it is configured for", () => {
    expect(registries.filter(({ urls }) => urls.length === 0)).toEqual([]);
});

test("set-up succeeds, and wants nothing else but the official downloads", async () => {
    // An own Node.js that is new enough would be used; npm is needed to fetch one.
    const said = await box.run(RUN, { hidden: ["go"], env: environment, network: network.name });
    const steps = said.split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as { title?: string; note?: string });
    const names = new Map([...unreachable].map(([host, address]) => [address, host]));
    const dropped = (await network.dropped()).map((address) => names.get(address) ?? address);
    process.stderr.write(`tried and dropped: ${dropped.join(", ")}\n${said}\n`);

    expect(steps.flatMap(({ note }) => note ?? [])).toEqual(whole ? [expect.stringContaining("official plugins")] : []);
    expect(steps.map(({ title }) => title)).toEqual(expect.arrayContaining(whole ? ["Image node"] : ["Ansible", "plugins", "etcd", "image database"]));
    expect(dropped).toContain(new URL(OFFICIAL.etcd!.etcd!.url).host);
    if (!whole) expect(dropped.filter((host) => !unreachable.has(host))).toEqual([]);
});
