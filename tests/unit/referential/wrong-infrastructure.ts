/** Servers, scripts, access and databases, each with one thing that is not as it should be. */
import type { Wrong } from "./sound-environment";

export const WRONG_INFRASTRUCTURE: Wrong[] = [
    [
        "CP2.1",
        "a unit has failed",
        { question: /^ssh db-2 echo/, answer: "name=db-2\nstate=degraded\nfailed=chrony.service\n" },
        "expected running, seen degraded",
    ],
    [
        "CP2.1",
        "a server does not answer",
        { question: /^ssh db-2 echo/, answer: { exitCode: 255, stderr: "timed out" } },
        "ssh db-2 ended with status 255: timed out",
    ],
    [
        "CP2.2",
        "an address is not the planned one",
        { question: /^ssh db-1 ip/, answer: "2: eth0 inet 10.64.3.99/24 scope global eth0\n" },
        "seen 10.64.3.99/24",
    ],
    [
        "CP2.2",
        "a service of the role is stopped",
        { question: /^ssh bastion systemctl is-active haproxy/, answer: { stdout: "inactive\n", exitCode: 3 } },
        "bastion haproxy: the services of its role are active: expected active, seen inactive",
    ],
    [
        "CP2.2",
        "the standby is a primary",
        { question: /^ssh db-2 .*server_version/, answer: { json: [{ version: "17.12", standby: false }] } },
        "seen PostgreSQL 17, primary",
    ],
    [
        "CP2.2",
        "a node is missing",
        {
            question: /^kubectl get nodes .*kubeletVersion/,
            answer: "NAME VERSION ADDRESS READY UNSCHEDULABLE\ncontrol v1.36.3 10.64.2.20 True <none>\n",
        },
        "seen control",
    ],
    [
        "CP2.2",
        "a forbidden flow passes",
        { question: /^ssh bastion timeout.*5432/, answer: "open\n" },
        "bastion → db-1:5432: a forbidden flow is refused: expected closed, seen open",
    ],
    [
        "CP2.2",
        "an allowed flow does not pass",
        { question: /^ssh worker-1 timeout.*5432/, answer: "closed\n" },
        "worker-1 → db-1:5432: an allowed flow passes: expected open, seen closed",
    ],
    [
        "CP2.3",
        "a script would change something",
        { question: /^ansible/, answer: "PLAY RECAP ***\nbastion : ok=3 changed=1 unreachable=0 failed=0\n" },
        "seen changed=1",
    ],
    [
        "CP2.3",
        "a script does not run",
        { question: /^ansible/, answer: { stdout: "ERROR! no such file", exitCode: 4 } },
        "expected a recap, seen ERROR! no such file",
    ],
    [
        "CP2.3",
        "a role is not documented",
        { question: /^file ansible\/roles\/haproxy/, answer: "argument_specs: {main: {options: {port: {type: int}}}}" },
        "seen no short_description, port has no description",
    ],
    ["CP4.1", "a node is not ready", { question: /^kubectl get nodes -o custom-columns=name:/, answer: "NAME READY\ncontrol True\nworker-1 False\n" }, "worker-1: the Kubernetes node is ready: expected True, seen False"],
    ["CP4.1", "a unit has failed", { question: /^ssh db-2 echo/, answer: "name=db-2\nstate=degraded\nfailed=chrony.service\n" }, "expected running, seen degraded"],
    ["CP4.1", "a service is short of a replica", { question: /^kubectl get deployments -n prod .*asked/, answer: "NAME ASKED READY\nweb 2 1\n" }, "prod web: each service of the application runs: expected 2 ready, seen 1 ready"],
    ["CP4.2", "users get an error", { question: /^GET prod/, answer: { status: 503 } }, "expected 200, seen 503"],
    ["CP4.2", "an old protocol is spoken", { question: /^GET test/, answer: { tls: "TLSv1.1" } }, "expected TLSv1.2 or later, seen TLSv1.1"],
    ["CP4.3", "a server runs that nobody has drawn", { question: /^ssh db-2 hostname/, answer: "db-9\n" }, "expected in the picture, seen not in the picture"],
    ["CP4.3", "so does a workload", { question: /^kubectl get deployments --all-namespaces/, answer: "NAMESPACE NAME\ntest miner\n" }, "test miner: it shows each workload of Kubernetes: expected in the picture"],
    [
        "CP3.2",
        "a server asks for a password",
        {
            question: /^ssh db-2 .*PubkeyAuthentication=no/,
            answer: { exitCode: 255, stderr: "x@y: Permission denied (publickey,password)." },
        },
        "seen Permission denied (publickey,password).",
    ],
    [
        "CP3.2",
        "root can log in",
        { question: /^ssh db-1 -l root/, answer: "root\n" },
        "expected Permission denied (publickey)., seen logged in",
    ],
    [
        "CP3.2",
        "the filter lets everything in",
        { question: /^ssh db-1 sudo nft/, answer: "type filter hook input priority filter; policy accept;\n" },
        "policy accept",
    ],
    [
        "CP3.2",
        "a server is reached without the bastion",
        { question: /^ssh db-1 .*ProxyJump=none/, answer: "" },
        "seen logged in",
    ],
    [
        "CP6.1",
        "the standby is not streaming",
        { question: /FROM pg_stat_replication/, answer: { json: [] } },
        "seen no standby",
    ],
    [
        "CP6.1",
        "the stream is not encrypted",
        {
            question: /FROM pg_stat_replication/,
            answer: { json: [{ state: "streaming", address: "10.64.3.42", tls: null }] },
        },
        "seen no TLS",
    ],
    [
        "CP6.1",
        "the standby does not replay",
        { question: /pg_last_wal_replay_lsn/, answer: { json: [{ there: false }] } },
        "db-2 at 0/1DA3200 has not come about",
    ],
    [
        "CP6.2",
        "the application may delete",
        {
            question: /FROM pg_class c JOIN/,
            answer: { json: [{ table: "bookings", column: "id", rights: ["SELECT", "DELETE"] }] },
        },
        "seen SELECT, DELETE",
    ],
    [
        "CP6.2",
        "a stage may open another's database",
        {
            question: /has_schema_privilege/,
            answer: { json: [{ creates: false, databases: "bookings_prod bookings_test" }] },
        },
        "seen bookings_prod bookings_test",
    ],
    [
        "CP6.2",
        "a connection without TLS is accepted",
        { question: /^ssh worker-1 timeout 5/, answer: "RSASLSCRAM-SHA-256" },
        "seen RSASLSCRAM-SHA-256",
    ],
];
