/** An environment in which everything is as it should be, told in the words of the programs that checks ask. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { GRANTS } from "../../../apps/api/grants";
import { planEnvironment, podSubnets } from "../../../infra/plan";
import { parseSpecification } from "../../../infra/specification";
import type { Channels, CommandResult, Response } from "../../../referential/channels";
import { Lab } from "../../../referential/lab";
import { APPLICATION } from "./sound-application";
import { MONITORING } from "./sound-monitoring";

/** The first rule whose pattern the question matches answers it; text and objects are standard output. */
export interface Rule {
    readonly question: RegExp;
    readonly answer: Answer | ((question: RegExpExecArray) => Answer);
}
type Answer = string | Partial<CommandResult> | Partial<Response> | { json: unknown };

/** Criterion, what is wrong, how the environment answers then, and what the verdict says. */
export type Wrong = [criterion: string, what: string, rule: Rule, seen: string];

export const ENVIRONMENT = planEnvironment("demo", parseSpecification({}));
const NODES = podSubnets(ENVIRONMENT.servers);
const server = (name: string) => ENVIRONMENT.servers.find((other) => other.name === name)!;

const SERVERS: Rule[] = [
    {
        question: /^ssh (\S+) echo "name=/,
        answer: ([, name]) =>
            `name=${name}\nstate=running\nfailed=\ncloud-init={"v1":{"datasource":"DataSourceNoCloud","errors":[]}}\n` +
            `clock=${Math.floor(Date.now() / 1000)}\ndisk=12\n`,
    },
    {
        question: /^ssh (\S+) ip -4 /,
        answer: ([, name]) =>
            Object.values(server(name!).addresses)
                .map(
                    (address, index) =>
                        `${index + 2}: eth${index}    inet ${address}/24 brd 10.64.2.255 scope global eth${index}\n`,
                )
                .join("") + `9: cni0    inet 10.244.0.1/24 brd 10.244.0.255 scope global cni0\n`,
    },
    { question: /^ssh (\S+) hostname$/, answer: ([, name]) => `${name}\n` },
    { question: /^ssh \S+ systemctl is-active /, answer: "active\n" },
    {
        question: /^ssh (\S+) timeout 3 bash -c '<\/dev\/tcp\/([\d.]+)\/(\d+)'/,
        answer: ([, from, address, port]) => {
            const to = ENVIRONMENT.servers.find((s) => Object.values(s.addresses).includes(address!))!;
            const allowed: Record<string, string[]> = {
                "database 5432": ["worker", "database"],
                "database 9187": ["worker"],
                "database 9100": ["worker"],
                "control 6443": ["bastion", "worker"],
                "control 5000": ["bastion", "worker"],
            };
            const roles = allowed[`${to.role} ${port}`] ?? (port === "22" ? ["bastion"] : []);
            return roles.includes(server(from!).role) ? "open\n" : "closed\n";
        },
    },
    {
        question: /^ssh (\S+) .*-o PubkeyAuthentication=no/,
        answer: { stderr: "ansible@10.64.3.41: Permission denied (publickey).\r\n", exitCode: 255 },
    },
    {
        question: /^ssh (\S+) .*-l root/,
        answer: { stderr: "root@db-1: Permission denied (publickey).\r\n", exitCode: 255 },
    },
    {
        question: /^ssh (\S+) .*ProxyJump=none/,
        answer: { stderr: "ssh: connect to host 10.64.3.41 port 22: Connection timed out\r\n", exitCode: 255 },
    },
    { question: /^ssh \S+ sudo passwd --status/, answer: "ansible L 2026-11-23 0 99999 7 -1\n" },
    { question: /^ssh \S+ sudo nft list/, answer: "\t\ttype filter hook input priority filter; policy drop;\n" },
    { question: /^kubectl get nodes -o custom-columns=name:\.metadata\.name,ready:/, answer: ["NAME READY", ...Object.keys(NODES).map((name) => `${name} True`)].join("\n") },
    {
        question: /^kubectl get nodes .*kubeletVersion/,
        answer: ["NAME VERSION ADDRESS READY UNSCHEDULABLE"]
            .concat(
                Object.keys(NODES).map(
                    (name) => `${name} v1.36.3 ${server(name).addresses.private} True <none>`,
                ),
            )
            .join("\n"),
    },
    {
        question: /^kubectl get pods .*hostNetwork/,
        answer: ["NODE ADDRESS HOSTNETWORK"]
            .concat(Object.entries(NODES).map(([name, subnet]) => `${name} ${subnet.replace("0/24", "7")} <none>`))
            .join("\n"),
    },
];

const DATABASE: Rule[] = [
    {
        question: /^ssh (db-\d) .*server_version/,
        answer: ([, name]) => ({ json: [{ version: "17.12 (Debian 17.12-0+deb13u1)", standby: name === "db-2" }] }),
    },
    {
        question: /psql.*FROM pg_database WHERE NOT datistemplate AND datallowconn/,
        answer: {
            json: ["postgres", ...ENVIRONMENT.specification.stages.map((s) => `bookings_${s}`)].map((name) => ({
                name,
            })),
        },
    },
    { question: /psql.*WHERE datname = '\\''(bookings_test)'/, answer: { json: [{ name: "bookings_test" }] } },
    {
        question: /psql[^]*FROM pg_stat_replication/,
        answer: { json: [{ state: "streaming", address: "10.64.3.42", tls: "TLSv1.3" }] },
    },
    { question: /psql.*pg_create_restore_point/, answer: { json: [{ lsn: "0/1DA3200" }] } },
    { question: /psql.*pg_last_wal_replay_lsn/, answer: { json: [{ there: true }] } },
    {
        question: /psql.*CREATE TEMPORARY TABLE/,
        answer: { stderr: "ERROR:  cannot execute CREATE TABLE in a read-only transaction\n", exitCode: 1 },
    },
    { question: /psql.*FROM pg_roles WHERE rolsuper/, answer: { json: [{ names: "postgres" }] } },
    { question: /psql.*FROM pg_authid/, answer: { json: [] } },
    { question: /psql[^]*FROM pg_class c JOIN pg_attribute/, answer: { json: granted() } },
    {
        question: /psql.*-d (\S+)[^]*has_schema_privilege/,
        answer: ([, name]) => ({ json: [{ creates: false, databases: name }] }),
    },
    {
        question: /^ssh worker-1 timeout 5 bash -c .*\/5432/,
        answer: 'EFATALC28000Mno pg_hba.conf entry for host "10.64.3.31", no encryption',
    },
];

/** Rights as PostgreSQL lists them by column, for the grants of the application. */
function granted(): object[] {
    return Object.entries(GRANTS).flatMap(([table, grant]) => {
        const columns = [...new Set(["id", ...(/\((.*)\)/.exec(grant)?.[1]?.split(", ") ?? [])])];
        const whole = grant.replace(/, UPDATE \(.*\)/, "").split(", ");
        return columns.map((column) => ({ table, column, rights: column === "id" ? whole : [...whole, "UPDATE"] }));
    });
}

const SCRIPTS: Rule[] = [
    {
        question: /^ansible (\S+)/,
        answer:
            `TASK [haproxy : Pass connections on] ***\n\nPLAY RECAP ***\n` +
            ENVIRONMENT.servers
                .map(({ name }) => `${name} : ok=9    changed=0    unreachable=0    failed=0    skipped=1\n`)
                .join(""),
    },
    {
        question: /^file ((?:ansible|docs)\/\S+)/,
        answer: ([, file]) => readFileSync(path.join(__dirname, "../../..", file!), "utf8"),
    },
];

/** @param wrong what is not as it should be; these rules come first */
export function environmentWith(...wrong: readonly Rule[]): Lab {
    const rules = [...wrong, ...SERVERS, ...DATABASE, ...SCRIPTS, ...APPLICATION(), ...MONITORING()];
    const ask = (question: string): Partial<CommandResult & Response> => {
        for (const rule of rules) {
            const match = rule.question.exec(question);
            if (!match) continue;
            const answer = typeof rule.answer === "function" ? rule.answer(match) : rule.answer;
            if (typeof answer === "string") return { stdout: answer };
            return "json" in answer ? { stdout: JSON.stringify(answer.json) } : answer;
        }
        throw new Error(`nobody answers: ${question}`);
    };
    const command = (question: string): CommandResult => ({ stdout: "", stderr: "", exitCode: 0, ...ask(question) });
    const channels: Channels = {
        ssh: async (name, text, options) => command(["ssh", name, ...(options?.client ?? []), text].join(" ")),
        kubectl: async (args, options) => command(["kubectl", ...args, options?.stdin ?? ""].join(" ").trim()),
        ansibleCheck: async (playbook) => command(`ansible ${playbook}`),
        https: async ({ method = "GET", host, path: page, body = "" }) => ({
            status: 200,
            headers: {},
            body: "",
            tls: "TLSv1.3",
            ...ask(`${method} ${host}${page} ${body}`.trim()),
        }),
        readFile: async (file) => command(`file ${file}`).stdout,
    };
    return new Lab(
        {
            environment: ENVIRONMENT,
            versions: { kubernetes: "v1.36.3", postgresql: "17" },
            playbooks: ["ansible/servers.yml"],
            registryAuthorization: "Basic eA==",
        },
        channels,
    );
}
