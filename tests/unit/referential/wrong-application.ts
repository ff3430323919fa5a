/** Containers and stages, each with one thing that is not as it should be. */
import type { Wrong } from "./sound-environment";

const NOW = new Date().toISOString();

export const WRONG_APPLICATION: Wrong[] = [
    [
        "CP5.1",
        "a privileged pod is let in",
        { question: /^kubectl create --dry-run/, answer: "pod/verify-privileged created" },
        "seen let in",
    ],
    [
        "CP5.1",
        "nothing is refused by default",
        { question: /^kubectl get networkpolicies/, answer: "NAME APP OTHER TYPES\nweb web <none> Ingress\n" },
        "none for all pods",
    ],
    [
        "CP5.2",
        "the registry does not hold the image",
        { question: /^HEAD/, answer: { status: 404, headers: {} } },
        "seen status 404",
    ],
    [
        "CP7.1",
        "a replica is missing",
        {
            question: /^kubectl get statefulsets/,
            answer: "NAMESPACE NAME ASKED READY UPDATED\nmonitoring prometheus 2 1 2\n",
        },
        "seen 1 ready, 2 updated of 2",
    ],
    [
        "CP7.1",
        "a workload is scaled to nothing",
        { question: /^kubectl get daemonsets/, answer: "NAMESPACE NAME ASKED READY UPDATED\nmonitoring x 0 0 0\n" },
        "seen 0 ready, 0 updated of 0",
    ],
    [
        "CP7.1",
        "a service is missing",
        { question: /^kubectl get deployments --all/, answer: "NAMESPACE NAME ASKED READY UPDATED\n" },
        "test/web: each stage has the planned services: expected present, seen missing",
    ],
    [
        "CP7.1",
        "a container keeps failing",
        {
            question: /^kubectl get pods --all/,
            answer: `NAMESPACE NAME PHASE WAITING RESTARTS ENDED REASONS\ntest web-1 Running CrashLoopBackOff 7 ${NOW} Error\n`,
        },
        "seen Running: CrashLoopBackOff; test/web-1",
    ],
    [
        "CP7.1",
        "a container fails now and then, and another has been lost with its node",
        {
            question: /^kubectl get pods --all/,
            answer: `NAMESPACE NAME PHASE WAITING RESTARTS ENDED REASONS\ntest web-1 Running <none> 7,1 ${NOW},${NOW} Error,Unknown\n`,
        },
        "test/web-1: no container of the application keeps restarting: expected not for 5 min, seen 7,1 restarts, the last 0 min ago",
    ],
    [
        "CP7.1",
        "a container has no limit",
        {
            question: /^kubectl get pods -n test .*resources/,
            answer: "NAME CONTAINERS CPU MEMORY CPULIMIT MEMORYLIMIT\nweb-1 web,proxy 1,1 1,1 1 <none>\n",
        },
        "seen without cpuLimit, memoryLimit",
    ],
    [
        "CP7.2",
        "a forbidden flow passes",
        { question: /^kubectl logs verify-stranger/, answer: "d0=open\nd1=closed\n" },
        "test/stranger → api (10.96.7.7:8080): a flow that is not planned is refused: expected closed, seen open",
    ],
    [
        "CP7.2",
        "a planned flow does not pass",
        { question: /^kubectl logs verify-web/, answer: "d0=closed\nd1=closed\nd2=closed\n" },
        "expected open, seen closed",
    ],
    ["CP7.2", "a probe says nothing", { question: /^kubectl logs verify-api/, answer: "" }, "seen no answer"],
    [
        "CP7.2",
        "a probe cannot be removed",
        { question: /^kubectl delete pod/, answer: { exitCode: 1, stderr: "no" } },
        "the check puts everything back",
    ],
    [
        "CP7.3",
        "the booking is not on the standby",
        { question: /^ssh db-2 .*FROM bookings/, answer: { json: [] } },
        "the booking on the standby has not come about",
    ],
    [
        "CP7.3",
        "nobody confirms",
        { question: /^ssh db-1 .*FROM bookings/, answer: { json: [{ email: "x", state: "pending" }] } },
        "the confirmation has not come about",
    ],
    [
        "CP7.3",
        "no place can be booked",
        { question: /^POST .*reservations /, answer: { status: 503 } },
        "was answered with status 503",
    ],
    [
        "CP7.3",
        "a container talks to the database in the clear",
        { question: /FROM pg_stat_activity/, answer: { json: [{ all: 4, plain: 1 }] } },
        "seen 3 of 4 over TLS",
    ],
    [
        "CP7.3",
        "a volume is not bound",
        {
            question: /^kubectl get persistent/,
            answer: "NAMESPACE NAME PHASE VOLUME\nmonitoring prometheus Pending <none>\n",
        },
        "expected Bound, seen Pending",
    ],
    ["CP7.4", "a request fails", { question: /^GET test\.demo\.localhost\/$/, answer: { status: 502 } }, "failed 502"],
    [
        "CP7.4",
        "the old containers stay",
        { question: /^kubectl get pods .*imageID/, answer: "NAME UID ENDED IMAGEID\nweb-a uid-1 <none> x@sha256:0\n" },
        "seen 0 new, 1 old",
    ],
    [
        "CP7.4",
        "another image runs",
        { question: /^HEAD/, answer: { headers: { "docker-content-digest": "sha256:ff" } } },
        "expected sha256:ff",
    ],
    [
        "CP8.1",
        "preprod is configured otherwise",
        {
            question: /^kubectl get deployments,services\S+ -n preprod/,
            answer: { json: { items: [{ kind: "Service", metadata: { name: "web" }, spec: { host: "other" } }] } },
        },
        "spec.host",
    ],
    [
        "CP8.3",
        "a pod is described nowhere",
        { question: /^kubectl get pods .*ownerReferences/, answer: "NAME OWNER\nstray <none>\n" },
        "expected an owner, seen nobody",
    ],
    [
        "CP8.4",
        "the page shows no data",
        { question: /^GET prod\.demo\.localhost\/$/, answer: { body: "Aucune session" } },
        "seen 0 sessions",
    ],
];
