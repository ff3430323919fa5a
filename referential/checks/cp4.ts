/** CP4 « Mettre l'infrastructure en production dans le cloud »: the same questions to every target. */
import { sessionsOn } from "../bookings";
import { check, type Checks } from "../checks";
import type { Lab } from "../lab";
import { lookAtHealth, SERVER_FACTS } from "./cp2";

const working = check({
    facts: {
        ...SERVER_FACTS,
        node: { fr: "Le nœud Kubernetes est prêt", en: "the Kubernetes node is ready" },
        service: { fr: "Chaque service de l'application tourne", en: "each service of the application runs" },
    },
    async look(lab, findings) {
        await lookAtHealth(lab, findings);
        for (const { name = "", ready } of await lab.table("nodes", NODE)) findings.equal("node", name, "True", ready);
        for (const stage of lab.stages) {
            for (const { name, asked, ready = "0" } of await lab.table("deployments", REPLICAS, "-n", stage)) {
                findings.equal("service", `${stage} ${name}`, `${asked} ready`, `${ready} ready`);
            }
        }
    },
});

const NODE = { name: ".metadata.name", ready: '.status.conditions[?(@.type=="Ready")].status' };
const REPLICAS = { name: ".metadata.name", asked: ".spec.replicas", ready: ".status.readyReplicas" };

/** Old protocols are not offered: a client that speaks nothing newer does not get in. */
const MODERN_TLS = /^TLSv1\.[23]$/;

const reachable = check({
    facts: {
        page: {
            fr: "Un utilisateur obtient la page d'accueil depuis l'extérieur, par le nom public",
            en: "a user gets the home page from outside, by its public name",
        },
        tls: {
            fr: "La connexion est chiffrée, et le certificat est bon pour ce nom",
            en: "the connection is encrypted, and the certificate is good for the name",
        },
        data: { fr: "La page montre les données de l'application", en: "the page shows the application's data" },
    },
    async look(lab, findings) {
        for (const stage of lab.stages) {
            const url = `https://${lab.host(stage)}/`;
            // A certificate that is not good for the name is an error of the request itself.
            const { status, tls, body } = await lab.https(lab.host(stage), "/");
            findings.equal("page", url, 200, status);
            findings.that("tls", url, MODERN_TLS.test(tls), "TLSv1.2 or later", tls);
            const sessions = sessionsOn(body).length;
            findings.that("data", url, sessions > 0, "at least 1 session", `${sessions} sessions`);
        }
    },
});

const documented = check({
    facts: {
        server: { fr: "Le schéma montre chaque serveur qui tourne", en: "the picture shows each server that runs" },
        stage: { fr: "Il montre chaque étape, et son nom public", en: "it shows each stage, and its public name" },
        workload: { fr: "Il montre chaque charge de Kubernetes", en: "it shows each workload of Kubernetes" },
    },
    async look(lab, findings) {
        const { target, stages } = lab.plan.environment.specification;
        const picture = await lab.readFile(PICTURE[target]);
        const shown = new Set([...picture.matchAll(/<text[^>]*>([^<]*)</g)].map(([, words]) => words!.trim()));
        const drawn = (fact: "server" | "stage" | "workload", subject: string, found: boolean) => findings.equal(fact, subject, "in the picture", found ? "in the picture" : "not in the picture");
        await Promise.all(lab.servers.map(async ({ name }) => drawn("server", name, shown.has((await lab.shell(name, "hostname")).trim()))));
        for (const stage of stages) drawn("stage", stage, shown.has(stage) && [...shown].some((words) => words.startsWith(`${stage}.`)));
        await lookAtWorkloads(lab, (subject, name) => drawn("workload", subject, [...shown].some((words) => words.split(" ")[0] === name)));
    },
});

/** Drawn by `npm run docs` from what the program declares; here it is held against what runs. */
const PICTURE = { local: "docs/fr/environment.svg", aws: "docs/fr/environment-aws.svg" } as const;

const OWN = { namespace: ".metadata.namespace", name: ".metadata.name" };

/** Workloads of the namespaces that the program makes; Kubernetes' own parts are kubeadm's or the cloud's. */
async function lookAtWorkloads(lab: Lab, see: (subject: string, name: string) => void): Promise<void> {
    for (const kind of ["deployments", "statefulsets"]) {
        const rows = await lab.table(kind, OWN, "--all-namespaces");
        for (const { namespace, name = "" } of rows) if (namespace !== "kube-system") see(`${namespace} ${name}`, name);
    }
}

export const cp4: Checks<"CP4.1" | "CP4.2" | "CP4.3"> = {
    /** « Les serveurs déployés sont fonctionnels » */
    "CP4.1": working,
    /** « Les serveurs sont accessibles par les utilisateurs finaux » */
    "CP4.2": reachable,
    /** « L'architecture déployée est documentée » */
    "CP4.3": documented,
};
