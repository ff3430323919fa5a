/** The two ends of a `down`: what the environment had, and the proof that nothing of it is left. */
import * as path from "node:path";
import { pause } from "../../referential/wait";
import type { Progress } from "../../setup/progress";
import { certificateOf, inventoryText, type Certificate } from "./certificate";
import { readLabelled, takeInventory, type Inventory } from "./inventory";
import { attribution } from "./owner";
import { certificatePage } from "./page";
import type { Reading } from "./reading";
import { belongings, forget, inventoryBefore, setAside, storeCertificate } from "./store";
import { certificateSummary } from "./summary";

/** What is still there after this is left, milliseconds. */
const MOMENT = 3000;

export interface Certified {
    /** Everything of the environment that is still there, each in a few words. */
    readonly left: readonly string[];
    /** What else is not as it was, in a sentence or two, and where the certificate is. */
    readonly summary: string;
    /** The page; undefined where it could not be kept. */
    readonly page?: string;
}

/** Before anything is removed: what is there still says whose it is. To be called again after an interruption. */
export async function beforeRemoval(environment: string, progress: Progress): Promise<void> {
    const { container, network, volume } = await readLabelled();
    const own = ({ items = [] }: Reading): Reading => ({ items: items.filter((item) => item.environment === environment) });
    await setAside(environment, { container: own(container), network: own(network), volume: own(volume) }).catch((error: unknown) => {
        progress.note(`The inventory from before "up" could not be set aside (${String(error)}).`); // a full disk must not stop a removal
    });
}

/** After everything has been removed. Fails on nothing: where the certificate cannot be kept, what is left is still told. */
export async function certify(environment: string, progress: Progress): Promise<Certified> {
    const [before, had] = await Promise.all([inventoryBefore(environment), belongings(environment)]);
    const look = async (): Promise<Look> => {
        const after = await takeInventory();
        return { after, certificate: certificateOf(environment, before, after, attribution([...(before ? [before.kinds] : []), ...had, after.kinds])) };
    };
    const { after, certificate } = await settled(look);
    const files = {
        "certificate.html": certificatePage(certificate),
        "certificate.json": `${JSON.stringify(certificate, null, 2)}\n`,
        "after.json": inventoryText(after),
        ...(before ? { "before.json": inventoryText(before) } : {}),
    };
    const dir = await storeCertificate(environment, certificate.issuedAt, files).catch((error: unknown) => {
        progress.note(`The certificate could not be kept (${String(error)}).`);
        return undefined;
    });
    if (dir && certificate.left.length === 0) await forget(environment); // else another `down` is to follow, and to compare again
    return { left: leftOf(certificate), summary: certificateSummary(certificate), ...(dir ? { page: path.join(dir, "certificate.html") } : {}) };
}

interface Look {
    readonly after: Inventory;
    readonly certificate: Certificate;
}

/** A look that finds nothing left, or the last one: a process whose container has just been removed may take a moment to end. */
async function settled(look: () => Promise<Look>): Promise<Look> {
    const end = Date.now() + MOMENT;
    for (;;) {
        const seen = await look();
        if (seen.certificate.left.length === 0 || Date.now() >= end) return seen;
        await pause(200);
    }
}

const leftOf = ({ left }: Certificate): string[] => left.map(({ kind, name }) => `${kind} ${name}`);
