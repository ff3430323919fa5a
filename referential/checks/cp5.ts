/** CP5 « Préparer un environnement de test ». */
import { SERVICES } from "../../apps/services";
import { check, type Checks } from "../checks";
import type { Lab } from "../lab";
import { databaseServers } from "./cp6";
import { imageOf, registryDigest } from "../application";
import { podThatWantsTooMuch } from "../pods";

const STAGE = "test";

const conforming = check({
    facts: {
        namespace: {
            fr: "L'étape test existe et impose le niveau de sécurité « restricted »",
            en: "the stage test exists and enforces the security level “restricted”",
        },
        enforced: { fr: "Un pod privilégié y est refusé", en: "a privileged pod is refused there" },
        services: { fr: "Les services prévus y tournent", en: "the planned services run there" },
        quota: { fr: "Sa consommation est bornée", en: "its consumption is bounded" },
        policies: { fr: "Tout flux y est refusé par défaut", en: "every flow is refused there by default" },
        database: { fr: "Il a sa propre base de données", en: "it has a database of its own" },
        page: { fr: "Ses utilisateurs l'atteignent en HTTPS", en: "its users reach it over HTTPS" },
    },
    async look(lab, findings) {
        const label = "pod-security\\.kubernetes\\.io/enforce";
        const [namespace] = await lab.table(
            "namespaces",
            { name: ".metadata.name", level: `.metadata.labels.${label}` },
            "--field-selector",
            `metadata.name=${STAGE}`,
        );
        findings.equal("namespace", STAGE, "restricted", namespace?.level);
        findings.equal("enforced", STAGE, "refused", await tryPrivileged(lab));
        const deployments = await lab.table(
            "deployments",
            { name: ".metadata.name", ready: ".status.readyReplicas", asked: ".spec.replicas" },
            "-n",
            STAGE,
        );
        for (const service of SERVICES) {
            const found = deployments.find(({ name }) => name === service);
            findings.that(
                "services",
                service,
                found !== undefined && found.ready === found.asked,
                "ready",
                found ? `${found.ready ?? 0} of ${found.asked} ready` : "missing",
            );
        }
        const quotas = await lab.table(
            "resourcequotas",
            { name: ".metadata.name", memory: ".status.hard.limits\\.memory", used: ".status.used.limits\\.memory" },
            "-n",
            STAGE,
        );
        findings.that(
            "quota",
            STAGE,
            quotas.some(({ memory }) => memory !== undefined),
            "a limit of memory",
            quotas.map(({ memory, used }) => `${used} of ${memory}`).join(", ") || "no quota",
        );
        const policies = await lab.table(
            "networkpolicies",
            {
                name: ".metadata.name",
                app: ".spec.podSelector.matchLabels.app\\.kubernetes\\.io/name",
                other: ".spec.podSelector.matchExpressions[*].key",
                types: ".spec.policyTypes[*]",
            },
            "-n",
            STAGE,
        );
        const closed = policies.find(
            ({ app, other, types }) => app === undefined && other === undefined && types === "Ingress,Egress",
        );
        findings.equal(
            "policies",
            STAGE,
            "closed both ways",
            closed ? "closed both ways" : `${policies.length} policies, none for all pods`,
        );
        const { primary } = databaseServers(lab);
        const rows = await lab.sql<{ name: string }>(
            primary,
            "postgres",
            `SELECT datname AS name FROM pg_database WHERE datname = 'bookings_${STAGE}'`,
        );
        findings.equal("database", STAGE, `bookings_${STAGE}`, rows[0]?.name);
        const page = await lab.https(lab.host(STAGE), "/");
        findings.equal("page", `https://${lab.host(STAGE)}/`, 200, page.status);
    },
});

/** Asks the API server for a privileged pod, as a dry run: what counts is whether it would be let in. */
async function tryPrivileged(lab: Lab): Promise<string> {
    const stdin = JSON.stringify(podThatWantsTooMuch(STAGE));
    return lab.kubectl(["create", "--dry-run=server", "-n", STAGE, "-f", "-"], { stdin }).then(
        () => "let in",
        (error: Error) => (/violates PodSecurity/.test(error.message) ? "refused" : error.message),
    );
}

const produced = check({
    facts: {
        image: {
            fr: "Le service tourne depuis une image désignée par son empreinte",
            en: "the service runs from an image named by its digest",
        },
        registry: {
            fr: "Le registre de l'environnement tient cette image",
            en: "the environment's registry holds that image",
        },
    },
    async look(lab, findings) {
        for (const service of SERVICES) {
            const image = await imageOf(lab, STAGE, service);
            findings.that(
                "image",
                `${STAGE}/${service}`,
                image.digest !== undefined,
                "sha256:…",
                image.digest ?? image.reference,
            );
            if (image.digest)
                findings.equal("registry", image.reference, image.digest, await registryDigest(lab, image));
        }
    },
});

export const cp5: Checks<"CP5.1" | "CP5.2"> = {
    /** « L'environnement de tests est conforme au cahier des charges » */
    "CP5.1": conforming,
    /** « Une version de test de l'application est produite » */
    "CP5.2": produced,
};
