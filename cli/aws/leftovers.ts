import { findEnvironment } from "../record";
import type { Context, VerbOptions } from "../verb";
import { enabledRegions, requireAccount } from "./account";
import { isOver, type Leftover } from "./leftover";
import { findLeftovers } from "./search";

/** Environments of the account whose last day is over: name and that day. */
function expiredOf(found: readonly Leftover[]): { environment: string; expiry: string }[] {
    const days = new Map<string, string>();
    for (const { environment, expiry } of found) if (expiry && isOver(expiry)) days.set(environment, expiry);
    return [...days].map(([environment, expiry]) => ({ environment, expiry })).sort((a, b) => a.expiry.localeCompare(b.expiry));
}

/** `plateau aws leftovers`: @returns 1 when something is left */
export async function leftovers({ env, json, all, region }: VerbOptions, { progress, print }: Context): Promise<number> {
    const account = await progress.step("Asking AWS who this is", requireAccount);
    const regions = (region as string[] | undefined) ?? (await findEnvironment(env))?.regions ?? (await enabledRegions());
    const found = await progress.step(`Looking into ${regions.length} regions`, () => findLeftovers(env, regions));
    const left = all ? found : found.filter(({ environment }) => environment === env);
    const expired = expiredOf(found);
    print(json ? JSON.stringify({ environment: all ? null : env, account, regions, left, expired }, null, 4) : report(all ? "any environment" : `"${env}"`, regions, left, expired));
    return left.length > 0 ? 1 : 0;
}

function report(whose: string, regions: readonly string[], left: readonly Leftover[], expired: ReturnType<typeof expiredOf>): string {
    const rows = left.map(({ environment, region, type, id, by }) => `  ${environment.padEnd(20)}  ${region.padEnd(14)}  ${type.padEnd(24)}  ${id}  (${by})`);
    const sum = left.length > 0 ? `${left.length} left of ${whose}.` : `Nothing is left of ${whose} in ${regions.length} regions.`;
    const late = expired.map(({ environment, expiry }) => `"${environment}" has expired on ${expiry}: "./plateau down --env ${environment}" takes it away.`);
    return [...rows, sum, ...late].join("\n");
}
