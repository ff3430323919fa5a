/** Short-lived pods that knock on doors from where an application's container stands. */
import type { Lab } from "./lab";
import { answersOf } from "./probes";

/** On everything that a check makes, so that a person who finds it knows where it comes from. */
const MADE_BY = { "app.kubernetes.io/managed-by": "plateau-verify" };

/** Long enough for the agents of the network policies to hear of a new pod; until then any answer would be chance. */
const SETTLE_SECONDS = 3;

/** A pod that has not ended by then is ended by Kubernetes, whatever has become of the check. */
const POD_LIMIT_SECONDS = 60;

export interface Destination {
    readonly host: string;
    readonly port: number;
}

export interface ProbeArgs {
    readonly namespace: string;
    /** Unique in the namespace: "verify-web". */
    readonly name: string;
    /** Labels by which the network policies know the pod: those of the app whose place it takes. */
    readonly labels: Readonly<Record<string, string>>;
    readonly image: string;
}

/** `open` or `closed` for each destination, by "host:port", as seen from a pod with these labels. */
export async function knock(
    lab: Lab,
    args: ProbeArgs,
    destinations: readonly Destination[],
): Promise<Record<string, string>> {
    const { namespace, name } = args;
    lab.afterwards(async (after) => {
        await after.kubectl([
            "delete",
            "pod",
            name,
            "-n",
            namespace,
            "--ignore-not-found",
            "--grace-period=0",
            "--force",
        ]);
    });
    await lab.kubectl(["create", "-n", namespace, "-f", "-"], { stdin: JSON.stringify(probePod(args, destinations)) });
    await lab.until(`the end of pod ${namespace}/${name}`, POD_LIMIT_SECONDS, async (again) => {
        const [pod] = await again.table(
            "pod",
            { phase: ".status.phase" },
            "-n",
            namespace,
            "--field-selector",
            `metadata.name=${name}`,
        );
        return pod?.phase === "Succeeded" || pod?.phase === "Failed" ? pod.phase : undefined;
    });
    const answers = answersOf(await lab.kubectl(["logs", name, "-n", namespace]));
    return Object.fromEntries(
        destinations.map(({ host, port }, index) => [`${host}:${port}`, answers[`d${index}`] ?? "no answer"]),
    );
}

/** All at once, so that a refused flow's wait is waited for once. `-e`: hang up as soon as there is a connection. */
function script(destinations: readonly Destination[]): string {
    const one = ({ host, port }: Destination, index: number): string =>
        `(nc -w 3 ${host} ${port} -e /bin/true 2>/dev/null && echo d${index}=open || echo d${index}=closed) &`;
    return [`sleep ${SETTLE_SECONDS}`, ...destinations.map(one), "wait"].join("\n");
}

function probePod({ namespace, name, labels, image }: ProbeArgs, destinations: readonly Destination[]): object {
    return {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name, namespace, labels: { ...MADE_BY, ...labels } },
        spec: {
            restartPolicy: "Never",
            activeDeadlineSeconds: POD_LIMIT_SECONDS,
            automountServiceAccountToken: false,
            // It bears an app's labels, but nobody ever gives it this condition: never ready, it gets none of its work.
            readinessGates: [{ conditionType: "plateau.internal/not-for-work" }],
            securityContext: {
                runAsNonRoot: true,
                runAsUser: 65534,
                runAsGroup: 65534,
                seccompProfile: { type: "RuntimeDefault" },
            },
            containers: [
                {
                    name: "probe",
                    image,
                    imagePullPolicy: "IfNotPresent",
                    command: ["/bin/sh", "-c", script(destinations)],
                    resources: { requests: { cpu: "5m", memory: "8Mi" }, limits: { cpu: "100m", memory: "16Mi" } },
                    securityContext: {
                        allowPrivilegeEscalation: false,
                        readOnlyRootFilesystem: true,
                        capabilities: { drop: ["ALL"] },
                    },
                },
            ],
        },
    };
}

/** A pod that nothing on the platform describes and that does nothing. */
export function strayPod(namespace: string, name: string, image: string): object {
    return probePod({ namespace, name, labels: {}, image }, []);
}

/** Image of the probes: on every node from the start, because nothing can be pulled from outside. */
export async function helperImage(lab: Lab): Promise<string> {
    const rows = await lab.table("nodes", { name: ".metadata.name", images: ".status.images[*].names[*]" });
    const names = rows.flatMap(({ images }) => images?.split(",") ?? []);
    const image = names.find((name) => /^plateau\.internal\/helper:/.test(name));
    if (!image) throw new Error("no node has the image plateau.internal/helper");
    return image;
}

/** What the level “restricted” exists to keep out. */
export function podThatWantsTooMuch(namespace: string): object {
    return {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "verify-privileged", namespace, labels: MADE_BY },
        spec: {
            containers: [{ name: "privileged", image: "plateau.internal/none", securityContext: { privileged: true } }],
        },
    };
}
