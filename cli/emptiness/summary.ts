/** The certificate in a few lines on the terminal. */
import type { Certificate } from "./certificate";
import { byOwner, countByKind, KIND_WORDS, ownerWords } from "./words";

export function certificateSummary({ before, after, differences, kinds, restarted }: Certificate): string {
    const unread = kinds.filter((kind) => (before && kind.before === undefined) || kind.after === undefined);
    const reasons = unread.map(({ kind, unread }) => `${KIND_WORDS[kind].en} (${unread?.after ?? unread?.before})`);
    const limits = reasons.length > 0 ? [`Not ${before ? "compared" : "looked at"}: ${reasons.join("; ")}.`] : [];
    if (!before) return ['No inventory was taken before "up": labels and paths alone say what is left.', ...limits].join("\n");
    const span = `between ${clock(before.at)} and ${clock(after.at)} UTC${restarted ? ", with a restart of the machine" : ""}`;
    if (differences.length === 0) return [`Nothing else has changed on this machine ${span}.`, ...limits].join("\n");
    const groups = byOwner(differences).map(({ owner, differences: own }) => `  ${ownerWords(owner).en}: ${countByKind(own).map(([kind, count]) => `${KIND_WORDS[kind].en} ${count}`).join(", ")}`);
    return [`What else has changed on this machine ${span}:`, ...groups, ...limits].join("\n");
}

/** "2026-11-25 05:47" */
const clock = (instant: string): string => instant.slice(0, 16).replace("T", " ");
