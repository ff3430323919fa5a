/** CP7.4 « Les containers sont mis à jour » : a rolling update under load, without a request lost. */
import { imageOf, parseImage, registryDigest } from "../application";
import { check } from "../checks";
import type { Lab } from "../lab";
import { pause } from "../wait";

/** The service that users talk to; it is updated in the first stage, where updates are tried. */
const SERVICE = "web";

/** One request after the other with this pause: some ten a second, and no more than a small machine bears. */
const PAUSE_MS = 75;
const UPDATE_LIMIT_SECONDS = 120;

export const updated = check({
    facts: {
        revision: { fr: "La mise à jour donne une nouvelle révision", en: "the update makes a new revision" },
        replaced: { fr: "Tous les containers ont été remplacés", en: "all containers have been replaced" },
        answered: { fr: "Aucune requête n'a échoué pendant la mise à jour", en: "no request failed during the update" },
        image: {
            fr: "Ce qui tourne est l'image que tient le registre",
            en: "what runs is the image that the registry holds",
        },
    },
    alone: true,
    timeoutSeconds: UPDATE_LIMIT_SECONDS + 60,
    async look(lab, findings) {
        const stage = lab.stages[0]!;
        const before = await podsOf(lab, stage);
        const revision = await revisionOf(lab, stage);
        const load = requestsWithoutEnd(lab, stage);
        try {
            await lab.kubectl(["rollout", "restart", `deployment/${SERVICE}`, "-n", stage]);
            await lab.until(`the end of the update of ${stage}/${SERVICE}`, UPDATE_LIMIT_SECONDS, (again) =>
                rolledOut(again, stage),
            );
        } finally {
            const { sent, failed } = await load.stop();
            findings.that(
                "answered",
                `https://${lab.host(stage)}/`,
                sent > 0 && failed.length === 0,
                "0 failed",
                `${failed.length} of ${sent} failed ${failed.slice(0, 3).join(", ")}`.trim(),
            );
        }
        findings.equal("revision", `${stage}/${SERVICE}`, revision + 1, await revisionOf(lab, stage));
        const after = await podsOf(lab, stage);
        const stayed = after.filter(({ uid }) => before.some((pod) => pod.uid === uid));
        findings.that(
            "replaced",
            `${stage}/${SERVICE}`,
            after.length > 0 && stayed.length === 0,
            "none of the old ones",
            `${after.length - stayed.length} new, ${stayed.length} old`,
        );
        const image = await imageOf(lab, stage, SERVICE);
        const held = await registryDigest(lab, image);
        for (const { name, imageId } of after)
            findings.equal("image", name ?? "", held, parseImage(imageId ?? "").digest);
    },
});

const SELECTOR = `app.kubernetes.io/name=${SERVICE},app.kubernetes.io/managed-by!=plateau-verify`;

/** Pods that are to stay: one that is being ended is no longer the workload's. */
async function podsOf(lab: Lab, stage: string) {
    const columns = {
        name: ".metadata.name",
        uid: ".metadata.uid",
        ended: ".metadata.deletionTimestamp",
        imageId: ".status.containerStatuses[0].imageID",
    };
    return (await lab.table("pods", columns, "-n", stage, "-l", SELECTOR)).filter(({ ended }) => ended === undefined);
}

async function revisionOf(lab: Lab, stage: string): Promise<number> {
    const columns = { revision: ".metadata.annotations.deployment\\.kubernetes\\.io/revision" };
    const [row] = await lab.table("deployments", columns, "-n", stage, "--field-selector", `metadata.name=${SERVICE}`);
    return Number(row?.revision);
}

/** The controller has seen the change, and every replica is of the new revision and ready. */
async function rolledOut(lab: Lab, stage: string): Promise<true | undefined> {
    const columns = {
        generation: ".metadata.generation",
        observed: ".status.observedGeneration",
        asked: ".spec.replicas",
        all: ".status.replicas",
        updated: ".status.updatedReplicas",
        available: ".status.availableReplicas",
    };
    const [row] = await lab.table("deployments", columns, "-n", stage, "--field-selector", `metadata.name=${SERVICE}`);
    const done =
        row && row.generation === row.observed && [row.all, row.updated, row.available].every((n) => n === row.asked);
    return done || undefined;
}

/** A user who keeps asking, until told to stop. */
function requestsWithoutEnd(lab: Lab, stage: string): { stop(): Promise<{ sent: number; failed: string[] }> } {
    const again = lab.repeating();
    const failed: string[] = [];
    let [sent, going] = [0, true];
    const run = async (): Promise<void> => {
        while (going && !lab.signal?.aborted) {
            sent++;
            const outcome = await again.https(lab.host(stage), "/").then(
                ({ status }) => `${status}`,
                (error: Error) => error.message,
            );
            if (outcome !== "200") failed.push(outcome);
            await pause(PAUSE_MS, lab.signal);
        }
    };
    const running = run();
    return {
        async stop() {
            going = false;
            await running;
            return { sent, failed };
        },
    };
}
