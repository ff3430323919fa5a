/** The sample application and its platform, as kubectl and a browser see them when all is well. */
import type { Rule } from "./sound-environment";

const STAGES = ["test", "preprod", "prod"];
const SERVICES = ["web", "api", "worker"];
const SESSION = "0f8fad5b-d9cb-469f-a165-70867728950e";
const BOOKING = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
const KEY = "550e8400-e29b-41d4-a716-446655440000";
export const DIGEST = `sha256:${"0a".repeat(32)}`;
const IMAGE = (service: string) => `registry.demo.internal:5000/plateau/${service}@${DIGEST}`;

const table = (header: string, rows: readonly string[]): string => [header, ...rows, ""].join("\n");
const inStages = (row: (stage: string, service: string) => string): string[] =>
    STAGES.flatMap((stage) => SERVICES.map((service) => row(stage, service)));

/** What an update changes. */
interface Progress {
    revision: number;
    /** Address of the learner who has booked last. */
    email?: string;
    cancelled?: boolean;
}

export function APPLICATION(): Rule[] {
    const now: Progress = { revision: 1 };
    return [...workloads(), ...update(now), ...network(), ...bookings(now), ...described()];
}

function workloads(): Rule[] {
    return [
        { question: /^kubectl get deployments -n \w+ .*asked:.*readyReplicas$/, answer: table("NAME ASKED READY", ["web 2 2", "api 2 2", "worker 2 2"]) },
        { question: /^kubectl get deployments --all-namespaces -o custom-columns=namespace:.metadata.namespace,name:.metadata.name$/, answer: table("NAMESPACE NAME", inStages((stage, service) => `${stage} ${service}`)) },
        { question: /^kubectl get statefulsets --all-namespaces -o custom-columns=namespace:.metadata.namespace,name:.metadata.name$/, answer: table("NAMESPACE NAME", ["monitoring prometheus"]) },
        {
            question: /^kubectl get deployments NAMESPACE|^kubectl get deployments --all-namespaces/,
            answer: table(
                "NAMESPACE NAME ASKED READY UPDATED",
                inStages((stage, service) => `${stage} ${service} 2 2 2`),
            ),
        },
        {
            question: /^kubectl get statefulsets/,
            answer: table("NAMESPACE NAME ASKED READY UPDATED", ["monitoring prometheus 1 1 1"]),
        },
        {
            question: /^kubectl get daemonsets/,
            answer: table("NAMESPACE NAME ASKED READY UPDATED", ["kube-system kube-proxy 3 3 3"]),
        },
        {
            question: /^kubectl get pods --all-namespaces/,
            answer: table(
                "NAMESPACE NAME PHASE WAITING RESTARTS ENDED REASONS",
                // The workers' node was restarted a moment ago.
                inStages((stage, service) => `${stage} ${service}-1 Running <none> ${service === "worker" ? `1 ${new Date().toISOString()} Unknown` : "0 <none> <none>"}`),
            ),
        },
        {
            question: /^kubectl get pods -n (\w+) .*resources/,
            answer: table("NAME CONTAINERS CPU MEMORY CPULIMIT MEMORYLIMIT", ["web-1 web 10m 64Mi 200m 128Mi"]),
        },
        {
            question: /^kubectl get persistentvolumeclaims/,
            answer: table("NAMESPACE NAME PHASE VOLUME", ["monitoring prometheus Bound pvc-1"]),
        },
    ];
}

function update(now: Progress): Rule[] {
    return [
        {
            question: /^kubectl rollout restart/,
            answer: () => {
                now.revision++;
                return "deployment.apps/web restarted\n";
            },
        },
        {
            question: /^kubectl get deployments .*deployment\\.kubernetes\\.io\/revision/,
            answer: () => `REVISION\n${now.revision}\n`,
        },
        {
            question: /^kubectl get deployments .*availableReplicas/,
            answer: table("GENERATION OBSERVED ASKED ALL UPDATED AVAILABLE", ["2 2 2 2 2 2"]),
        },
        {
            question: /^kubectl get pods .*imageID/,
            answer: () => table("NAME UID ENDED IMAGEID", [`web-a uid-${now.revision}-a <none> ${IMAGE("web")}`]),
        },
        {
            question: /^kubectl get deployments .*metadata\.name=(\w+) .*containers\[0\]\.image/,
            answer: ([, service]) => `IMAGE\n${IMAGE(service!)}\n`,
        },
        {
            question: /^HEAD registry\.demo\.internal/,
            answer: { status: 200, headers: { "docker-content-digest": DIGEST } },
        },
    ];
}

function network(): Rule[] {
    return [
        {
            question: /^kubectl get nodes .*images/,
            answer: table("NAME IMAGES", ["control registry.k8s.io/pause:3.10.2,plateau.internal/helper:trixie"]),
        },
        {
            question: /^kubectl get --raw \/apis\/apps\/v1\/namespaces\/\w+\/deployments\/(\w+)/,
            answer: ([, name]) => ({
                json: { spec: { template: { metadata: { labels: { "app.kubernetes.io/name": name } } } } },
            }),
        },
        {
            question: /^kubectl get --raw \/api\/v1\/namespaces\/\w+\/services\/api/,
            answer: { json: { spec: { clusterIP: "10.96.7.7", ports: [{ name: "http", port: 8080 }] } } },
        },
        { question: /^kubectl create -n \w+ -f - /, answer: "pod/verify created\n" },
        { question: /^kubectl get pod /, answer: table("PHASE", ["Succeeded"]) },
        // A pod's answers are in the order of the flows from its place.
        { question: /^kubectl logs verify-web -n test/, answer: "d0=open\nd1=closed\nd2=closed\n" },
        { question: /^kubectl logs verify-(web|api)/, answer: "d0=open\n" },
        { question: /^kubectl logs verify-stranger/, answer: "d0=closed\nd1=closed\n" },
        { question: /^kubectl delete pod/, answer: "" },
    ];
}

function bookings(now: Progress): Rule[] {
    return [
        {
            question: /^POST \w+\.demo\.localhost\/sessions\/\S+\/reservations .*learnerEmail=([^&]+)/,
            answer: ([, email]) => {
                Object.assign(now, { cancelled: false, email: decodeURIComponent(email!) });
                return { status: 303, headers: { location: `/reservations/${BOOKING}` } };
            },
        },
        {
            question: /^POST \S+\/annulation/,
            answer: () => {
                now.cancelled = true;
                return { status: 303 };
            },
        },
        {
            question: /^GET \S+\/reservations\//,
            answer: () => ({ body: `<div data-state="${now.cancelled ? "cancelled" : "confirmed"}">` }),
        },
        { question: /^GET \S+\/sessions\//, answer: { body: `<input type="hidden" name="key" value="${KEY}">` } },
        { question: /^GET \w+\.demo\.localhost\/$/, answer: { body: `<a href="/sessions/${SESSION}">Formation</a>` } },
        {
            question: /psql.*FROM bookings WHERE id/,
            answer: () => ({ json: [{ email: now.email, state: "confirmed" }] }),
        },
        { question: /psql.*count\(\*\)::int AS sessions/, answer: { json: [{ sessions: 1 }] } },
        { question: /psql[^]*FROM pg_stat_activity/, answer: { json: [{ all: 4, plain: 0 }] } },
    ];
}

function described(): Rule[] {
    const item = (stage: string, kind: string) => ({
        kind,
        metadata: { name: "web" },
        spec: { host: `${stage}.demo.localhost` },
    });
    return [
        {
            question: /^kubectl get namespaces .*NAME|^kubectl get namespaces .*name:/,
            answer: table("NAME LEVEL", ["test restricted"]),
        },
        { question: /^kubectl get namespaces/, answer: table("LEVEL", ["restricted"]) },
        {
            question: /^kubectl create --dry-run=server/,
            answer: {
                stderr: 'Error: pods "verify-privileged" is forbidden: violates PodSecurity "restricted:latest"',
                exitCode: 1,
            },
        },
        {
            question: /^kubectl get deployments -n test .*ready:.*asked/,
            answer: table(
                "NAME READY ASKED",
                SERVICES.map((service) => `${service} 2 2`),
            ),
        },
        { question: /^kubectl get resourcequotas/, answer: table("NAME MEMORY USED", ["stage 2Gi 1Gi"]) },
        {
            question: /^kubectl get networkpolicies/,
            answer: table("NAME APP OTHER TYPES", [
                "default <none> <none> Ingress,Egress",
                "web web <none> Ingress,Egress",
            ]),
        },
        {
            question: /^kubectl get deployments,services,\S+ -n (\w+) -o json/,
            answer: ([, stage]) => ({ json: { items: [item(stage!, "Service"), item(stage!, "Ingress")] } }),
        },
        { question: /^kubectl get pods -n \w+ .*ownerReferences/, answer: table("NAME OWNER", ["web-1 ReplicaSet"]) },
        {
            question: /^kubectl get deployments -n \w+ .*readinessProbe/,
            answer: table(
                "NAME IMAGE READY LIVE REQUESTS LIMITS",
                SERVICES.map((service) => `${service} ${IMAGE(service)} 5 5 64Mi 128Mi`),
            ),
        },
        {
            question: /^kubectl get deployments -n \w+ .*generation/,
            answer: table(
                "NAME GENERATION OBSERVED ASKED UPDATED",
                SERVICES.map((service) => `${service} 3 3 2 2`),
            ),
        },
    ];
}
