/** Searches every place where a secret could have been left in the clear. */
import { readdir } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import type { OpenAccess } from "./access";
import type { LabAccess } from "../../referential/lab/connect";
import type { Lab } from "../../referential/lab";
import { passphraseFile } from "../../cli/stored";
import { dataDir, ROOT } from "../../setup/paths";
import { pulumiHome } from "../../setup/plugins";
import { run } from "../../setup/run";
import { GREP, Searcher, type Finding } from "./secrets-search/searcher";

export { plant } from "./secrets-search/canary";
export { recordProcesses } from "./secrets-search/processes";
export { Searcher, type Finding } from "./secrets-search/searcher";
export { secretsOf } from "./secrets-search/secrets";

/** Files whose purpose is to hold a secret. Each must be readable by its owner alone. */
export interface Allowed {
    readonly path: string;
    readonly reason: string;
}

export function allowed({ plan, sshConfigFile }: LabAccess): Allowed[] {
    return [
        { path: passphraseFile(plan.environment.name), reason: "the key of the secrets in the state; without it nothing of the environment can be changed" },
        { path: path.dirname(sshConfigFile), reason: "the way into the environment that this test itself holds open; gone when it is closed" },
    ];
}

/** Findings in all places. What cannot be searched is an error, not a place without secrets. */
export async function search(searcher: Searcher, { access, images }: OpenAccess, lab: Lab): Promise<Finding[]> {
    const host = [onMachine(searcher), processes(searcher), engineObjects(searcher, access.plan.environment.name), imageLayers(searcher, images), repository(searcher)];
    const servers = lab.servers.map(({ name }) => onServer(searcher, lab, name));
    const found = await Promise.all([...host, ...servers, kubernetesObjects(searcher, access)]);
    const exceptions = allowed(access).map((exception) => exception.path);
    return found.flat().filter(({ where }) => !exceptions.some((exception) => where === exception || where.startsWith(`${exception}/`)));
}

/** State with history and backups, reports, logs of Plateau and of the engine, temporary files. */
const onMachine = (searcher: Searcher): Promise<Finding[]> =>
    searcher.files([dataDir(), pulumiHome(), os.tmpdir()], "--exclude-dir=node_modules", "--exclude-dir=.git");

/** Arguments and environment of every process of the machine; those in containers are among them. */
const processes = (searcher: Searcher): Promise<Finding[]> =>
    readdir("/proc").then((entries) => {
        const ids = entries.filter((entry) => /^\d+$/.test(entry));
        return searcher.files(ids.flatMap((id) => [`/proc/${id}/cmdline`, `/proc/${id}/environ`]));
    });

async function engineObjects(searcher: Searcher, environment: string): Promise<Finding[]> {
    const lists = { container: ["ps", "--all"], volume: ["volume", "ls"], network: ["network", "ls"] };
    const found = Object.entries(lists).map(async ([kind, list]) => {
        const ids = (await run("docker", [...list, "--quiet", "--filter", `label=plateau.environment=${environment}`])).split("\n").filter(Boolean);
        if (ids.length === 0) throw new Error(`no ${kind} of "${environment}" to be inspected`);
        const logs = kind === "container" ? ids.map((id) => searcher.output(`docker logs ${id}`, "docker", ["logs", id])) : [];
        return Promise.all([searcher.output(`docker inspect (${kind})`, "docker", [kind, "inspect", ...ids]), ...logs]);
    });
    return (await Promise.all(found)).flat(2);
}

/** Every layer and the history of the images of the servers and of the registry. One stream: what they share comes once. */
async function imageLayers(searcher: Searcher, tags: readonly string[]): Promise<Finding[]> {
    const histories = tags.map((tag) => searcher.output(`docker history ${tag}`, "docker", ["history", "--no-trunc", tag]));
    return (await Promise.all([searcher.output("image layers", "docker", ["save", ...tags]), ...histories])).flat();
}

/** What git tracks, now and in all of its history. */
async function repository(searcher: Searcher): Promise<Finding[]> {
    const tracked = (await run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: ROOT })).split("\0").filter(Boolean);
    const now = searcher.files(tracked.map((file) => path.join(ROOT, file)));
    const history = searcher.output("git history", "git", ["cat-file", "--batch", "--batch-all-objects", "--unordered"], ROOT);
    return (await Promise.all([now, history])).flat();
}

/** Journal and log files of a server; the logs of pods lie on their node. The patterns never touch its disk. */
async function onServer(searcher: Searcher, lab: Lab, server: string): Promise<Finding[]> {
    const grep = `grep ${GREP.join(" ")}`;
    const script = [
        "patterns=$(cat)",
        `journalctl --no-pager --all --quiet --output=cat | ${grep} --label=journal --file=<(echo "$patterns") -`,
        `${grep} --recursive --exclude-dir=journal --file=<(echo "$patterns") /var/log`,
        "true",
    ].join("; ");
    const printed = await lab.shell(server, `sudo LC_ALL=C bash -c '${script}'`, { stdin: `${searcher.patterns}`, timeoutSeconds: 120 });
    return searcher.read(printed, `${server}:`);
}

/** All objects of the API but Secrets: ConfigMaps, pods with their environment and arguments, annotations, events. */
async function kubernetesObjects(searcher: Searcher, { kubectl, kubeconfigFile }: LabAccess): Promise<Finding[]> {
    const client = `--kubeconfig=${kubeconfigFile}`;
    const kinds = (await run(kubectl, [client, "api-resources", "--verbs=list", "--output=name"])).split("\n").filter((kind) => kind && kind !== "secrets");
    return searcher.output("Kubernetes objects", kubectl, [client, "get", kinds.join(","), "--all-namespaces", "--output=json", "--show-managed-fields"]);
}
