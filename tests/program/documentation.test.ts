import { load } from "js-yaml";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { CATALOGUE } from "../../cli/errors";
import { generated } from "../../docs/generate/all";
import { inputsOf, plain, type Declared } from "../../infra/declared/program";
import { declaredEnvironment } from "../../infra/declared/environment";
import { draw } from "../../docs/generate/picture/drawing/picture";
import { LANGUAGES, WORDS } from "../../docs/generate/picture/drawing/words";
import { pictureOf } from "../../docs/generate/picture/model";
import { CHECKS } from "../../referential/checks/all";
import { competenciesOf } from "../../referential/edition";
import { CURRENT_EDITION } from "../../referential/editions";

const ROOT = path.resolve(__dirname, "../..");

const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

/** Texts of a picture, as a reader sees them; of one style, or all. */
const textsOf = (svg: string, style = "[^\"]*"): string[] =>
    [...svg.matchAll(new RegExp(`<text class="${style}"[^>]*>([^<]*)</text>`, "g"))].map(([, content]) => content!);

/** Cells of all tables below a heading, row by row. */
const rowsUnder = (file: string, heading: string): string[][] =>
    (read(file).split(`\n## ${heading}\n`)[1] ?? "")
        .split("\n## ")[0]!
        .split("\n")
        .filter((line) => line.startsWith("| "))
        .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "")))
        .slice(1); // the first row names the columns; the line below it has no space

let declared: Declared[];
beforeAll(async () => {
    declared = await declaredEnvironment("demo");
});

test("what is generated is what is there: if it differs, run `npm run docs`", async () => {
    const files = await generated();
    expect(files.length).toBeGreaterThanOrEqual(LANGUAGES.length);
    for (const { file, text } of files) expect({ file, text: read(file) }).toEqual({ file, text });
});

describe.each(LANGUAGES)("the picture in %s", (language) => {
    const texts = () => textsOf(draw(pictureOf(declared), language));

    test("names every server, with its address in each of its zones", () => {
        const containers = inputsOf(declared, "docker:index/container:Container");
        expect(containers.length).toBeGreaterThan(0);
        for (const { hostname, networksAdvanced } of containers) {
            expect(texts()).toContain(hostname);
            for (const { ipv4Address } of networksAdvanced) expect(texts()).toContain(ipv4Address);
        }
    });

    test("names the subnet of every zone", () => {
        const subnets = inputsOf(declared, "docker:index/network:Network").map(({ ipamConfigs }) => ipamConfigs[0].subnet);
        expect(subnets).toHaveLength(3);
        expect(texts()).toEqual(expect.arrayContaining(subnets));
    });

    test("names every published port, and what it leads to", () => {
        const ports = inputsOf(declared, "docker:index/container:Container").flatMap(({ ports }) => ports);
        expect(ports).toHaveLength(4);
        for (const { ip, external, internal } of ports) {
            expect(texts()).toEqual(expect.arrayContaining([`${ip}:${external}`, String(internal)]));
        }
        expect(texts()).toContain(`${WORDS[language].passages["application"]}  →  worker-1, worker-2 :30443`);
    });

    test("names every namespace, and every workload in one", () => {
        const namespaces = inputsOf(declared, "kubernetes:core/v1:Namespace").map(({ metadata }) => metadata.name);
        const workloads = inputsOf(declared, /^kubernetes:apps\/v1:(Deployment|StatefulSet|DaemonSet)$/);
        const chips = textsOf(draw(pictureOf(declared), language), "chip-name").map((chip) => chip.replace(/ [×·].*$/, ""));
        expect(workloads.length).toBeGreaterThan(namespaces.length);
        expect(texts()).toEqual(expect.arrayContaining([...namespaces, "kube-system"]));
        expect(chips.sort()).toEqual(workloads.map(({ metadata }) => metadata.name as string).sort());
    });

    test("names every playbook and who takes part in the replication", () => {
        const playbooks = inputsOf(declared, "plateau:index:Playbook").map(({ playbook }) => path.basename(playbook));
        const { primary, standby, replication } = WORDS[language];
        expect(texts()).toEqual(expect.arrayContaining([...playbooks, primary, standby, replication]));
    });
});

describe("a change of the specification is a change of the picture, and of nothing else", () => {
    test("a third worker", async () => {
        const texts = textsOf(draw(pictureOf(await declaredEnvironment("demo", { workers: 3 })), "en"));
        expect(texts).toEqual(expect.arrayContaining(["worker-3", "10.64.2.33", "10.64.3.33"]));
        expect(texts).toContain("application  →  worker-1, worker-2, worker-3 :30443");
    });

    test("one stage less", async () => {
        const texts = textsOf(draw(pictureOf(await declaredEnvironment("demo", { stages: ["test", "prod"] })), "en"));
        expect(texts).toContain("bookings_prod");
        expect(texts.filter((text) => text.includes("preprod"))).toEqual([]);
    });
});

describe("what is written by hand", () => {
    test.each([
        ["docs/en/architecture.md", "Flows between servers"],
        ["docs/fr/architecture.md", "Matrice de flux entre serveurs"],
    ])("%s has every flow that the servers' filter lets in, and no other", (file, heading) => {
        const role = load(read("ansible/roles/firewall/defaults/main.yml")) as { firewall_flows: { tcp?: number[]; udp?: number[] }[] };
        const ports = role.firewall_flows.map(({ tcp, udp }) => (tcp ? `tcp ${tcp.join(", ")}` : `udp ${udp?.join(", ")}`));
        expect(rowsUnder(file, heading).map(([, , port]) => port)).toEqual(ports);
    });

    test("docs/fr/preuves.md says of every criterion whether it has a check", () => {
        const checked = CHECKS[CURRENT_EDITION.id]!;
        const criteria = competenciesOf(CURRENT_EDITION).flatMap((competency) => competency.criteria);
        const titles = (wanted: boolean) => criteria.filter(({ id }) => id in checked === wanted).map(({ id, text }) => [id, text.fr]);
        const said = (heading: string) => rowsUnder("docs/fr/preuves.md", heading).map(([id, title]) => [id, title]);
        expect(said("Critères qui ont un contrôle")).toEqual(titles(true));
        expect(said("Critères sans contrôle")).toEqual(titles(false));
    });

    test("docs/fr/exploitation.md names every fault of the catalogue with its exit status", () => {
        const said = rowsUnder("docs/fr/exploitation.md", "Quand ça échoue").map(([code, , , status]) => [code, status]);
        expect(said).toEqual(Object.entries(CATALOGUE).map(([code, { exitStatus }]) => [`\`${code}\``, String(exitStatus)]));
    });

    test("docs/en/ansible.md explains every variable that the playbooks get", () => {
        const variables = plain(inputsOf(declared, "plateau:index:Playbook")[0].variables);
        const explained = rowsUnder("docs/en/ansible.md", "Variables of every playbook").map(([name]) => name!.replaceAll("`", ""));
        expect(Object.keys(variables).length).toBeGreaterThan(5);
        for (const name of Object.keys(variables)) {
            expect(explained.filter((known) => known.split(".")[0] === name)).not.toEqual([]);
        }
        expect(explained).toEqual(expect.arrayContaining(Object.keys(variables.servers[1])));
    });

    test("docs/en/ansible.md names every role", () => {
        const roles = readdirSync(path.join(ROOT, "ansible", "roles")).map((role) => `\`${role}\``);
        expect(rowsUnder("docs/en/ansible.md", "Roles").map(([role]) => role).sort()).toEqual(roles.sort());
    });

    const files = ["docs/en", "docs/fr", "docs/decisions", "."].flatMap((directory) =>
        readdirSync(path.join(ROOT, directory))
            .filter((name) => name.endsWith(".md"))
            .map((name) => path.join(directory, name)),
    );

    test.each(files)("every link of %s leads to something that is there", (file) => {
        const targets = [...read(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!.replace(/#.*$/, ""));
        const missing = targets
            .filter((target) => target !== "" && !/^[a-z]+:/.test(target))
            .filter((target) => !existsSync(path.join(ROOT, path.dirname(file), target)));
        expect(missing).toEqual([]);
    });
});
