/** Uses the sample application as a visitor does: its pages and its forms, and nothing else. */
import { randomUUID } from "node:crypto";
import type { Response } from "./channels";
import type { Lab } from "./lab";

export interface Booking {
    readonly id: string;
    readonly path: string;
    readonly email: string;
}

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** Sessions that the first page offers. */
export function sessionsOn(page: string): string[] {
    return [...page.matchAll(new RegExp(`href="/sessions/(${UUID})"`, "g"))].map(([, id]) => id!);
}

/** Books a place in the last session that is not full: the one that somebody else is least likely to want. */
export async function bookPlace(lab: Lab, stage: string): Promise<Booking> {
    const host = lab.host(stage);
    const sessions = sessionsOn((await lab.https(host, "/")).body);
    for (const session of sessions.toReversed()) {
        const key = new RegExp(`name="key" value="(${UUID})"`).exec(
            (await lab.https(host, `/sessions/${session}`)).body,
        )?.[1];
        if (!key) continue; // a session that is full has no form
        const email = `verify-${randomUUID().slice(0, 8)}@plateau.example`;
        const answer = await submit(lab, stage, `/sessions/${session}/reservations`, {
            key,
            learnerName: "Plateau Verify",
            learnerEmail: email,
        });
        const id = new RegExp(`^/reservations/(${UUID})$`).exec(answer.headers["location"] ?? "")?.[1];
        if (answer.status !== 303 || !id)
            throw new Error(`booking on ${host} was answered with status ${answer.status}`);
        return { id, path: `/reservations/${id}`, email };
    }
    throw new Error(`${host} offers no session with a free place (${sessions.length} sessions)`);
}

/** State of a booking as its page shows it: "pending", "confirmed", "cancelled". */
export async function stateOf(lab: Lab, stage: string, id: string): Promise<string | undefined> {
    const page = await lab.https(lab.host(stage), `/reservations/${id}`);
    return /data-state="(\w+)"/.exec(page.body)?.[1];
}

/** Gives the place back. */
export async function cancelBooking(lab: Lab, stage: string, id: string): Promise<void> {
    const answer = await submit(lab, stage, `/reservations/${id}/annulation`, {});
    const state = await stateOf(lab, stage, id);
    if (state !== "cancelled")
        throw new Error(`booking ${id} of ${stage} is ${state}, cancelling was answered with status ${answer.status}`);
}

function submit(lab: Lab, stage: string, path: string, fields: Record<string, string>): Promise<Response> {
    return lab.request({
        port: "https",
        host: lab.host(stage),
        path,
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(fields).toString(),
    });
}
