/** For each check, a way to make the running environment wrong, and the way back. A check that still passes is none. */
import { randomUUID } from "node:crypto";
import { databaseOf, databaseServers, accountOf } from "../../referential/checks/cp6";
import type { Lab } from "../../referential/lab";
import { alertsOf, targetsOf } from "../../referential/monitoring";
import { helperImage, strayPod } from "../../referential/pods";

export interface Breakage {
    readonly criterion: string;
    readonly what: string;
    break(lab: Lab): Promise<unknown>;
    /** Leaves the environment as it was; may be called after a break that was interrupted. */
    repair(lab: Lab): Promise<unknown>;
}

/** Prometheus scrapes and evaluates every 15 s; a few rounds of it. */
const NOTICED_SECONDS = 90;

const firstStage = (lab: Lab): string => lab.stages[0]!;
const lastServer = (lab: Lab): string => lab.servers.at(-1)!.name;

export const BREAKAGES: readonly Breakage[] = [
    failedService("CP2.1"),
    {
        criterion: "CP2.2",
        what: "a node takes no more pods",
        break: (lab) => lab.kubectl(["cordon", "worker-2"]),
        repair: (lab) => lab.kubectl(["uncordon", "worker-2"]),
    },
    {
        criterion: "CP2.3",
        what: "somebody has edited a configuration file by hand",
        break: (lab) =>
            lab.shell("bastion", `sudo cp -a ${EDITED} ${EDITED}.orig && echo '# by hand' | sudo tee -a ${EDITED}`),
        repair: (lab) => lab.shell("bastion", `test ! -e ${EDITED}.orig || sudo mv ${EDITED}.orig ${EDITED}`),
    },
    {
        criterion: "CP3.2",
        what: "one server asks for passwords",
        break: (lab) =>
            lab.shell(lastServer(lab), `printf '${PASSWORDS}' | sudo tee ${SSHD} && sudo systemctl reload ssh`),
        repair: (lab) => lab.shell(lastServer(lab), `sudo rm -f ${SSHD} && sudo systemctl reload ssh`),
    },
    failedService("CP4.1"),
    scaledToNothing("CP4.2", firstStage),
    {
        criterion: "CP4.3",
        what: "a workload that nobody has drawn",
        break: async (lab) => lab.kubectl(["create", "deployment", UNDRAWN, "-n", firstStage(lab), "--replicas=0", `--image=${await helperImage(lab)}`]),
        repair: (lab) => lab.kubectl(["delete", "deployment", UNDRAWN, "-n", firstStage(lab), "--ignore-not-found"]),
    },
    {
        criterion: "CP5.1",
        what: "the stage test lets privileged pods in",
        break: (lab) => securityLevel(lab, "privileged"),
        repair: (lab) => securityLevel(lab, "restricted"),
    },
    wrongImage("CP5.2"),
    replayPaused("CP6.1"),
    {
        criterion: "CP6.2",
        what: "the application may delete bookings",
        break: (lab) => administer(lab, `GRANT DELETE ON bookings TO ${accountOf(firstStage(lab))}`),
        repair: (lab) => administer(lab, `REVOKE DELETE ON bookings FROM ${accountOf(firstStage(lab))}`),
    },
    wrongImage("CP7.1"),
    {
        criterion: "CP7.2",
        what: "a policy allows everything",
        break: (lab) => lab.kubectl(["apply", "-n", firstStage(lab), "-f", "-"], { stdin: JSON.stringify(ALLOW_ALL) }),
        repair: (lab) =>
            lab.kubectl(["delete", "networkpolicy", "allow-all", "-n", firstStage(lab), "--ignore-not-found"]),
    },
    replayPaused("CP7.3"),
    {
        criterion: "CP7.4",
        what: "updates are suspended",
        break: (lab) => lab.kubectl(["rollout", "pause", "deployment/web", "-n", firstStage(lab)]),
        repair: (lab) =>
            lab.kubectl(["patch", "deployment/web", "-n", firstStage(lab), "-p", '{"spec":{"paused":false}}']),
    },
    {
        criterion: "CP8.1",
        what: "a setting of preprod only",
        break: (lab) => lab.kubectl(["set", "env", "deployment/worker", "-n", "preprod", "PLATEAU_DRIFT=1"]),
        repair: (lab) =>
            lab
                .kubectl(["set", "env", "deployment/worker", "-n", "preprod", "PLATEAU_DRIFT-"])
                .then(() => settled(lab, "preprod", "worker")),
    },
    {
        criterion: "CP8.3",
        what: "a pod that nothing describes",
        break: async (lab) => {
            const pod = strayPod(firstStage(lab), "plateau-stray", await helperImage(lab));
            await lab.kubectl(["create", "-n", firstStage(lab), "-f", "-"], { stdin: JSON.stringify(pod) });
        },
        repair: (lab) =>
            lab.kubectl([
                "delete",
                "pod",
                "plateau-stray",
                "-n",
                firstStage(lab),
                "--ignore-not-found",
                "--grace-period=0",
                "--force",
            ]),
    },
    scaledToNothing("CP8.4", (lab) => lab.stages.at(-1)!),
    exporterStopped("CP10.1", (lab, server) =>
        lab.until(`${server} down in Prometheus`, NOTICED_SECONDS, async (again) => (await down(again)) || undefined),
    ),
    exporterStopped("CP10.2", (lab) =>
        lab.until("an alert", NOTICED_SECONDS, async (again) => (await alertsOf(again)).length > 0 || undefined),
    ),
    scaledToNothing("CP10.3", firstStage),
];

/** A file that only Ansible writes, and that nothing reads again until it has. */
const EDITED = "/etc/haproxy/haproxy.cfg";
const SSHD = "/etc/ssh/sshd_config.d/00-plateau-verify.conf";
const PASSWORDS = "PasswordAuthentication yes\\nAuthenticationMethods any\\n";

const UNDRAWN = "plateau-undrawn";

const ALLOW_ALL = {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "allow-all" },
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{}], egress: [{}] },
};

/** Systemd says that the server does not work as a whole. */
function failedService(criterion: string): Breakage {
    return {
        criterion,
        what: "a service of one server fails",
        break: (lab) => lab.ssh(lastServer(lab), "sudo systemd-run --wait --unit=plateau-verify-broken false"),
        repair: (lab) => lab.shell(lastServer(lab), "sudo systemctl reset-failed plateau-verify-broken || true"),
    };
}

/** A new revision whose image exists nowhere: the old pods stay until the new ones are ready, which they never are. */
function wrongImage(criterion: string): Breakage {
    return {
        criterion,
        what: "an update whose image does not exist",
        break: (lab) =>
            lab.kubectl([
                "set",
                "image",
                "deployment/worker",
                `worker=plateau.internal/none:${randomUUID()}`,
                "-n",
                firstStage(lab),
            ]),
        async repair(lab) {
            const image = await lab.table(
                "deployments",
                { image: IMAGE },
                "-n",
                firstStage(lab),
                "--field-selector",
                "metadata.name=worker",
            );
            if (!image[0]?.image?.startsWith("plateau.internal/none")) return;
            await lab.kubectl(["rollout", "undo", "deployment/worker", "-n", firstStage(lab)]);
            await settled(lab, firstStage(lab), "worker");
        },
    };
}

const IMAGE = ".spec.template.spec.containers[0].image";

/** The standby goes on receiving, but shows nothing new. */
function replayPaused(criterion: string): Breakage {
    const tell = (lab: Lab, word: "pause" | "resume"): Promise<unknown> =>
        lab.sql(databaseServers(lab).standby, "postgres", `SELECT pg_wal_replay_${word}()::text`);
    return {
        criterion,
        what: "the standby does not replay",
        break: (lab) => tell(lab, "pause"),
        repair: (lab) => tell(lab, "resume"),
    };
}

function scaledToNothing(criterion: string, stageOf: (lab: Lab) => string): Breakage {
    let before = "1";
    return {
        criterion,
        what: "the web is scaled to nothing",
        async break(lab) {
            const [row] = await lab.table(
                "deployments",
                { asked: ".spec.replicas" },
                "-n",
                stageOf(lab),
                "--field-selector",
                "metadata.name=web",
            );
            before = row?.asked ?? before;
            await lab.kubectl(["scale", "deployment/web", "-n", stageOf(lab), "--replicas=0"]);
            await lab.until("the end of the web's pods", NOTICED_SECONDS, async (again) => {
                const pods = await again.table(
                    "pods",
                    { name: ".metadata.name" },
                    "-n",
                    stageOf(lab),
                    "-l",
                    "app.kubernetes.io/name=web",
                );
                return pods.length === 0 || undefined;
            });
        },
        async repair(lab) {
            await lab.kubectl(["scale", "deployment/web", "-n", stageOf(lab), `--replicas=${before}`]);
            await settled(lab, stageOf(lab), "web");
        },
    };
}

function exporterStopped(criterion: string, noticed: (lab: Lab, server: string) => Promise<unknown>): Breakage {
    return {
        criterion,
        what: "the agent of one server is stopped",
        async break(lab) {
            await lab.shell(lastServer(lab), "sudo systemctl stop prometheus-node-exporter");
            await noticed(lab, lastServer(lab));
        },
        async repair(lab) {
            await lab.shell(lastServer(lab), "sudo systemctl start prometheus-node-exporter");
            const quiet = async (again: Lab): Promise<true | undefined> =>
                !(await down(again)) && (await alertsOf(again)).length === 0 ? true : undefined;
            await lab.until("silence", 2 * NOTICED_SECONDS, quiet);
        },
    };
}

async function down(lab: Lab): Promise<boolean> {
    return (await targetsOf(lab)).some(({ health }) => health === "down");
}

function securityLevel(lab: Lab, level: string): Promise<string> {
    return lab.kubectl(["label", "namespace", "test", `pod-security.kubernetes.io/enforce=${level}`, "--overwrite"]);
}

function administer(lab: Lab, statement: string): Promise<string> {
    const { primary } = databaseServers(lab);
    return lab.shell(
        primary,
        `cd / && sudo -u postgres psql -X -v ON_ERROR_STOP=1 -d ${databaseOf(firstStage(lab))} -c '${statement}'`,
    );
}

/** Every replica of a Deployment is of its last revision and available. */
async function settled(lab: Lab, stage: string, name: string): Promise<void> {
    await lab.kubectl(["rollout", "status", `deployment/${name}`, "-n", stage, "--timeout=120s"], {
        timeoutSeconds: 130,
    });
}
