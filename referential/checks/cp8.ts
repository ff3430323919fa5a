/** CP8 « Automatiser la mise en production d'une application avec une plateforme ». */
import { SERVICES } from "../../apps/services";
import { sessionsOn } from "../bookings";
import { check, type Checks } from "../checks";
import { differences } from "../difference";
import type { Lab } from "../lab";
import { comparable, type KubernetesObject } from "../stage";
import { databaseOf, databaseServers } from "./cp6";

/** What a stage consists of. Secrets are left out: their values have to differ. */
const KINDS = [
    "deployments",
    "services",
    "ingresses",
    "networkpolicies",
    "resourcequotas",
    "limitranges",
    "configmaps",
    "poddisruptionbudgets",
    "serviceaccounts",
];

/** Differences shown for one object; the evidence has both whole. */
const SHOWN = 3;

const alike = check({
    facts: {
        objects: { fr: "Les deux étapes ont les mêmes objets", en: "both stages have the same objects" },
        same: {
            fr: "L'objet est décrit de la même façon dans les deux étapes",
            en: "the object is described alike in both stages",
        },
        security: {
            fr: "Les deux étapes imposent le même niveau de sécurité",
            en: "both stages enforce the same security level",
        },
    },
    async look(lab, findings) {
        const [preprod, prod] = await Promise.all([objectsOf(lab, "preprod"), objectsOf(lab, "prod")]);
        findings.that(
            "objects",
            "preprod, prod",
            preprod.size > 0 && sameKeys(preprod, prod),
            [...prod.keys()].join(" "),
            [...preprod.keys()].join(" "),
        );
        for (const [key, object] of prod) {
            const found = differences(object, preprod.get(key));
            findings.equal(
                "same",
                key,
                "no difference",
                found.length === 0 ? "no difference" : found.slice(0, SHOWN).join("; "),
            );
        }
        const [a, b] = await Promise.all(["preprod", "prod"].map((stage) => securityOf(lab, stage)));
        findings.equal("security", "preprod", b ?? "none", a);
    },
});

async function objectsOf(lab: Lab, stage: string): Promise<Map<string, object>> {
    const text = await lab.kubectl(["get", KINDS.join(","), "-n", stage, "-o", "json"]);
    const { items } = JSON.parse(text) as { items: KubernetesObject[] };
    return new Map(
        items.map((item) => [`${item.kind}/${item.metadata.name}`, comparable(item, stage)] as const).toSorted(),
    );
}

function sameKeys(left: Map<string, unknown>, right: Map<string, unknown>): boolean {
    return [...left.keys()].join() === [...right.keys()].join();
}

async function securityOf(lab: Lab, stage: string): Promise<string | undefined> {
    const columns = { level: ".metadata.labels.pod-security\\.kubernetes\\.io/enforce" };
    const [row] = await lab.table("namespaces", columns, "--field-selector", `metadata.name=${stage}`);
    return row?.level;
}

const described = check({
    facts: {
        owned: {
            fr: "Chaque pod est décrit par un objet de la plateforme",
            en: "each pod is described by an object of the platform",
        },
        container: {
            fr: "La description du container est complète : image par empreinte, sondes, ressources",
            en: "the container's description is complete: image by digest, probes, resources",
        },
    },
    async look(lab, findings) {
        for (const stage of lab.stages) {
            const pods = await lab.table(
                "pods",
                { name: ".metadata.name", owner: ".metadata.ownerReferences[0].kind" },
                "-n",
                stage,
            );
            for (const { name, owner } of pods)
                findings.that("owned", `${stage}/${name}`, owner !== undefined, "an owner", owner ?? "nobody");
            const containers = await lab.table(
                "deployments",
                {
                    name: ".metadata.name",
                    image: ".spec.template.spec.containers[*].image",
                    ready: ".spec.template.spec.containers[*].readinessProbe.periodSeconds",
                    live: ".spec.template.spec.containers[*].livenessProbe.periodSeconds",
                    requests: ".spec.template.spec.containers[*].resources.requests.memory",
                    limits: ".spec.template.spec.containers[*].resources.limits.memory",
                },
                "-n",
                stage,
            );
            for (const service of SERVICES) {
                const row = containers.find(({ name }) => name === service);
                const missing = row
                    ? Object.entries(row)
                          .filter(([, value]) => value === undefined)
                          .map(([key]) => key)
                    : ["everything"];
                const digest = row?.image?.split(",").every((image) => image.includes("@sha256:")) ? [] : ["digest"];
                findings.equal(
                    "container",
                    `${stage}/${service}`,
                    "complete",
                    [...missing, ...digest].join(", ") || "complete",
                );
            }
        }
    },
});

/** A user leaves a page that takes longer. */
const PATIENCE_MS = 2_000;

const available = check({
    facts: {
        page: {
            fr: "La page d'accueil répond en HTTPS, avec un certificat de l'autorité de l'environnement",
            en: "the home page answers over HTTPS, with a certificate of the environment's authority",
        },
        fast: { fr: "Elle répond assez vite", en: "it answers fast enough" },
        content: { fr: "Elle montre les données de l'application", en: "it shows the application's data" },
        rolledOut: {
            fr: "La dernière mise à jour est entièrement déployée",
            en: "the latest update is fully rolled out",
        },
    },
    async look(lab, findings) {
        for (const stage of lab.stages) {
            const started = Date.now();
            const page = await lab.https(lab.host(stage), "/");
            const elapsed = Date.now() - started;
            findings.that(
                "page",
                `https://${lab.host(stage)}/`,
                page.status === 200 && /^TLSv1\.[23]$/.test(page.tls),
                "200 over TLSv1.2 or later",
                `${page.status} over ${page.tls}`,
            );
            findings.that(
                "fast",
                `https://${lab.host(stage)}/`,
                elapsed <= PATIENCE_MS,
                `≤ ${PATIENCE_MS} ms`,
                `${elapsed} ms`,
            );
            // Its sessions come from the database, through api and web: all of the application is behind the page.
            const [row] = await lab.sql<{ sessions: number }>(
                databaseServers(lab).primary,
                databaseOf(stage),
                "SELECT count(*)::int AS sessions FROM sessions WHERE starts_on > current_date",
            );
            const shown = sessionsOn(page.body).length;
            findings.that(
                "content",
                `https://${lab.host(stage)}/`,
                shown > 0 && shown === row?.sessions,
                `${row?.sessions} sessions, at least 1`,
                `${shown} sessions`,
            );
            const rows = await lab.table(
                "deployments",
                {
                    name: ".metadata.name",
                    generation: ".metadata.generation",
                    observed: ".status.observedGeneration",
                    asked: ".spec.replicas",
                    updated: ".status.updatedReplicas",
                },
                "-n",
                stage,
            );
            for (const { name, generation, observed, asked, updated } of rows) {
                findings.equal(
                    "rolledOut",
                    `${stage}/${name}`,
                    `${asked} of generation ${generation}`,
                    `${updated ?? 0} of generation ${observed}`,
                );
            }
        }
    },
});

export const cp8: Checks<"CP8.1" | "CP8.3" | "CP8.4"> = {
    /** « L'environnement de pré-production est conforme à l'environnement de production » */
    "CP8.1": alike,
    /** « Les containers sont décrits sur la plateforme » */
    "CP8.3": described,
    /** « L'application ou sa mise à jour est disponible pour les utilisateurs » */
    "CP8.4": available,
};
