import { load } from "js-yaml";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { alertmanagerFiles } from "../../../monitoring/alertmanager";
import { CONFIG_DIRECTORY } from "../../../monitoring/config/prometheus";
import { TLS_DIRECTORY } from "../../../monitoring/identity";
import { configurationFiles } from "../../../monitoring/prometheus";
import { GROUPS, rulesOf } from "../../../monitoring/rules";
import { jobs } from "../../../monitoring/scrape/jobs";
import { addressOf, type Targets } from "../../../monitoring/scrape/targets";
import { TEAMS } from "../../../monitoring/teams";
import { amtool, promtool } from "./promtool";

const TARGETS: Targets = {
    servers: [
        { name: "bastion", role: "bastion", addresses: { private: "10.64.2.10", data: "10.64.3.10" } },
        { name: "db-1", role: "database", addresses: { data: "10.64.3.41" } },
    ],
    stages: ["test", "prod"],
};
const ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

let directory: string;
beforeAll(() => {
    directory = mkdtempSync(path.join(tmpdir(), "plateau-configuration-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Writes files as the pod would have them, with the pod's directories under this one. */
function write(folder: string, files: Record<string, string>): void {
    mkdirSync(path.join(directory, folder), { recursive: true });
    for (const [name, content] of Object.entries(files)) {
        const here = [CONFIG_DIRECTORY, TLS_DIRECTORY, ACCOUNT].reduce(
            (text, pod) => text.replaceAll(`${pod}/`, `${path.join(directory, path.basename(pod))}/`),
            content,
        );
        writeFileSync(path.join(directory, folder, name), here);
    }
}

test("promtool accepts Prometheus' configuration with every file that it names", async () => {
    write("prometheus", configurationFiles("demo", TARGETS));
    write("tls", { "ca.crt": "", "tls.crt": "", "tls.key": "" });
    write("serviceaccount", { "ca.crt": "", token: "" });
    const output = await promtool(["check", "config", "prometheus/prometheus.yml"], directory);
    expect(output).toMatch(/SUCCESS: .* is valid prometheus config file syntax/);
    expect(output.match(/SUCCESS: \d+ rules found/g)).toHaveLength(GROUPS.length);
});

test("amtool accepts Alertmanager's configuration", async () => {
    write("alertmanager", alertmanagerFiles());
    const output = await amtool(["check-config", "alertmanager/alertmanager.yml"], directory);
    expect(output).toContain("SUCCESS");
    expect(output).toContain(`${Object.keys(TEAMS).length} receivers`);
});

test.each(Object.keys(TEAMS))("an alert of the team %s reaches it, urgent or not", async (team) => {
    write("alertmanager", alertmanagerFiles());
    const file = "--config.file=alertmanager/alertmanager.yml";
    const deliver = (...labels: string[]) =>
        amtool(["config", "routes", "test", file, `--verify.receivers=${team}`, ...labels], directory);
    for (const severity of ["critical", "warning"]) await deliver(`team=${team}`, `severity=${severity}`);
    const other = Object.keys(TEAMS).find((name) => name !== team)!;
    await expect(deliver(`team=${other}`)).rejects.toThrow();
});

test("what an alert inhibits and what inhibits it are alerts that exist", () => {
    const rules = GROUPS.flatMap((group) => rulesOf(group).groups).flatMap((group) => group.rules);
    const names = rules.map(({ alert }) => alert);
    const { inhibit_rules } = load(alertmanagerFiles()["alertmanager.yml"]!) as {
        inhibit_rules: { source_matchers: string[]; target_matchers: string[] }[];
    };
    for (const matcher of inhibit_rules.flatMap((rule) => [...rule.source_matchers, ...rule.target_matchers])) {
        const [, pattern] = /^alertname(?:!?=~?)"(.+)"$/.exec(matcher)!;
        expect(names.some((name) => new RegExp(`^${pattern}$`).test(name))).toBe(true);
    }
});

test("a server without an address is refused by name", () => {
    expect(() => addressOf({ name: "edge", role: "bastion", addresses: {} })).toThrow("The server edge has no address");
});

test("each job has its own name", () => {
    const names = jobs(TARGETS).map(({ job_name }) => job_name);
    expect(new Set(names).size).toBe(names.length);
});
