/** What checks read out of the outputs of other programs. */
import { documentationFaults, playbookFaults, recapOf, rolesOf } from "../../../referential/ansible";
import { parseImage } from "../../../referential/application";
import { addressBetween, flowsBetween } from "../../../referential/architecture";
import { sessionsOn } from "../../../referential/bookings";
import { emptySections, runbookPath } from "../../../referential/checks/cp10-alerts";
import { differences } from "../../../referential/difference";
import { effectiveRights, plannedRights, startupWithoutTls } from "../../../referential/postgresql";
import { answersOf } from "../../../referential/probes";
import { comparable } from "../../../referential/stage";
import { parseTable } from "../../../referential/table";
import { fakeLab } from "./fake-lab";

describe("kubectl tables", () => {
    test("are read by column; what an object lacks is undefined", () => {
        const text = "NAME       READY\nweb-1      true,true\nworker-1   <none>\n";
        expect(parseTable(["name", "ready"], text)).toEqual([
            { name: "web-1", ready: "true,true" },
            { name: "worker-1", ready: undefined },
        ]);
        expect(parseTable(["name"], "NAME\n")).toEqual([]);
        expect(parseTable(["name"], "")).toEqual([]);
    });

    test("with white space in a value are refused: the columns after it would shift", () => {
        expect(() => parseTable(["name", "labels"], "NAME LABELS\nweb map[a:b c:d]\n")).toThrow("2 columns expected");
    });
});

describe("Ansible", () => {
    const output = `
TASK [Gather] ******************************************************************
ok: [db-1]
TASK [haproxy : Pass connections on to servers that answer] ********************
changed: [bastion]
RUNNING HANDLER [ssh : Reload sshd] ********************************************
TASK [haproxy : Pass connections on from the start] ****************************
PLAY RECAP *********************************************************************
bastion                    : ok=35   changed=1    unreachable=0    failed=0    skipped=3    rescued=0    ignored=0
db-1                       : ok=30   changed=0    unreachable=1    failed=2    skipped=3    rescued=0    ignored=0
`;

    test("says for each host what it would change", () => {
        expect(recapOf(output)).toEqual([
            { host: "bastion", ok: 35, changed: 1, unreachable: 0, failed: 0 },
            { host: "db-1", ok: 30, changed: 0, unreachable: 1, failed: 2 },
        ]);
        expect(recapOf("ERROR! the playbook could not be found")).toEqual([]);
    });

    test("names the roles that ran, each once", () => {
        expect(rolesOf(output)).toEqual(["haproxy", "ssh"]);
    });

    test("a playbook that explains itself has no fault", () => {
        expect(playbookFaults("---\n# Configures all.\n- name: Configure\n  hosts: all\n")).toEqual([]);
        expect(playbookFaults("- hosts: all\n- name: Named\n  hosts: all\n")).toEqual([
            "no opening comment",
            "play 1 has no name",
        ]);
        expect(playbookFaults("# Nothing.\n")).toEqual(["no play"]);
    });

    test("a role documents its purpose and every variable, also inside of others", () => {
        const specs = `argument_specs:
  main:
    short_description: Who may open which connection
    options:
      network:
        type: dict
        description: Subnets.
        options:
          public: {type: str, description: Outside.}
`;
        expect(documentationFaults(specs)).toEqual([]);
        expect(documentationFaults(specs.replace(", description: Outside.", ""))).toEqual([
            "network.public has no description",
        ]);
        expect(documentationFaults(specs.replace("type: dict", "required: true"))).toEqual(["network has no type"]);
        expect(documentationFaults(specs.replace("short_description", "other"))).toEqual(["no short_description"]);
        expect(documentationFaults("")).toEqual(["no entry point main"]);
    });
});

describe("architecture", () => {
    const { servers } = fakeLab({});
    const flows = flowsBetween(servers);

    test("every destination is reached by somebody and refused to somebody: a closed door alone proves nothing", () => {
        for (const destination of new Set(flows.map(({ to, port }) => `${to}:${port}`))) {
            const own = flows.filter(({ to, port }) => `${to}:${port}` === destination);
            expect([destination, own.some(({ allowed }) => allowed), own.some(({ allowed }) => !allowed)]).toEqual([
                destination,
                true,
                true,
            ]);
        }
        expect(flows).toContainEqual({ from: "worker-1", to: "db-1", port: 5432, allowed: true });
        expect(flows).toContainEqual({ from: "bastion", to: "db-1", port: 5432, allowed: false });
        expect(flows).toContainEqual({ from: "db-1", to: "control", port: 6443, allowed: false });
    });

    test("servers meet in the zone that both are in", () => {
        const server = (name: string) => servers.find((other) => other.name === name)!;
        expect(addressBetween(server("worker-1"), server("db-1"))).toBe("10.64.3.41");
        expect(addressBetween(server("db-1"), server("worker-2"))).toBe("10.64.3.32");
        expect(addressBetween(server("bastion"), server("control"))).toBe("10.64.2.20");
        expect(addressBetween(server("db-1"), server("control"))).toBe("10.64.2.20");
    });
});

describe("images", () => {
    test("are taken apart into repository and digest, whatever the port of the registry", () => {
        expect(parseImage("registry.demo.internal:5000/plateau/web@sha256:0a")).toMatchObject({
            repository: "plateau/web",
            digest: "sha256:0a",
        });
        expect(parseImage("registry.demo.internal:5000/plateau/web:1.2")).toMatchObject({
            repository: "plateau/web",
            digest: undefined,
        });
    });
});

describe("stages", () => {
    const service = (stage: string, port = 8080) => ({
        kind: "Service",
        metadata: { name: "api", labels: { stage } },
        spec: {
            clusterIP: `10.96.0.${port % 7}`,
            ports: [{ port }],
            host: `${stage}.demo.localhost`,
            database: `bookings_${stage}`,
        },
    });

    test("are alike when only their names and what the cluster has given differ", () => {
        expect(differences(comparable(service("prod"), "prod"), comparable(service("preprod"), "preprod"))).toEqual([]);
    });

    test("are not alike when a port differs, and it is named", () => {
        const found = differences(comparable(service("prod"), "prod"), comparable(service("preprod", 8081), "preprod"));
        expect(found).toEqual(["spec.ports.0.port: 8080, 8081"]);
    });

    test("differ by what only one has", () => {
        expect(differences({ a: { b: 1 } }, { a: {}, c: "x" })).toEqual(["a.b: 1, nothing", 'c: nothing, "x"']);
    });
});

describe("PostgreSQL", () => {
    const columns = [
        { table: "bookings", column: "id", rights: ["SELECT", "INSERT"] },
        { table: "bookings", column: "state", rights: ["SELECT", "INSERT", "UPDATE"] },
        { table: "courses", column: "id", rights: ["SELECT", "DELETE"] },
        { table: "secrets", column: "id", rights: [] },
    ];

    test("effective rights are told as one grants them", () => {
        expect(Object.fromEntries(effectiveRights(columns))).toEqual({
            bookings: "SELECT, INSERT, UPDATE (state)",
            courses: "SELECT, DELETE",
            secrets: "none",
        });
    });

    test("planned rights are compared whatever the order of columns", () => {
        expect(plannedRights({ bookings: "SELECT, UPDATE (state, confirmed_at)" }).get("bookings")).toBe(
            "SELECT, UPDATE (confirmed_at, state)",
        );
    });

    test("the first message has its length, protocol 3.0, user and database", () => {
        const octal = /printf "([^"]+)"/.exec(startupWithoutTls("10.64.3.41", "app", "db"))![1]!;
        const bytes = Buffer.from([...octal.matchAll(/\\(\d{3})/g)].map(([, digits]) => parseInt(digits!, 8)));
        expect(bytes.readInt32BE(0)).toBe(bytes.length);
        expect(bytes.readInt32BE(4)).toBe(196608);
        expect(bytes.subarray(8).toString()).toBe("user\0app\0database\0db\0\0");
    });
});

describe("runbooks", () => {
    const text = [
        "# Alert",
        "## Meaning",
        "Gone.",
        "## Impact",
        "None.",
        "## Diagnosis",
        "1. Look.",
        "## Mitigation",
        "Act.",
        "",
    ].join("\n");

    test("with four sections are complete", () => {
        expect(emptySections(text)).toEqual([]);
    });

    test("lack a section that is missing or empty, also the last one", () => {
        expect(emptySections(text.replace("None.\n", ""))).toEqual(["Impact"]);
        expect(emptySections(text.replace("Act.\n", ""))).toEqual(["Mitigation"]);
        expect(emptySections("")).toEqual(["Meaning", "Impact", "Diagnosis", "Mitigation"]);
    });

    test("are found in the repository by an alert's link", () => {
        expect(runbookPath("monitoring/rules/servers/ServerUnreachable.md")).toBe(
            "monitoring/rules/servers/ServerUnreachable.md",
        );
        expect(runbookPath("https://example.org/tree/main/monitoring/rules/a/B.md#diagnosis")).toBe(
            "monitoring/rules/a/B.md",
        );
    });
});

test("pages name their sessions", () => {
    const id = "0f8fad5b-d9cb-469f-a165-70867728950e";
    expect(sessionsOn(`<a href="/sessions/${id}">Formation</a><a href="/sessions/other">…</a>`)).toEqual([id]);
});

test("answers of a server are read by key; noise is left out", () => {
    expect(answersOf('Warning: x\nstate=running\nfailed=\ncloud-init={"a":1}\n')).toEqual({
        state: "running",
        failed: "",
        "cloud-init": '{"a":1}',
    });
});
