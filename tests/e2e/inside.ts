/** Looks into an environment whose servers come and go: no way in outlives the servers that it leads to. */
import { bookPlace, stateOf } from "../../referential/bookings";
import type { Lab } from "../../referential/lab";
import { connect } from "../../referential/lab/connect";
import { openAccess } from "./access";

const STAGE = "prod";

/** Opened for one question. */
export async function inside<T>(environment: string, work: (lab: Lab) => Promise<T>): Promise<T> {
    const { access, close } = await openAccess(environment);
    const connection = await connect(access);
    try {
        return await work(connection.lab);
    } finally {
        await connection.close();
        await close();
    }
}

/** A booking that was made, and that the worker has confirmed: it is in both databases, and in nothing else. */
export async function confirmedBooking(environment: string): Promise<string> {
    return inside(environment, async (lab) => {
        const { id } = await bookPlace(lab, STAGE);
        await lab.until("the confirmation", 60, async (again) => (await stateOf(again, STAGE, id)) === "confirmed" || undefined);
        return id;
    });
}

export const bookingState = (environment: string, id: string) => inside(environment, (lab) => stateOf(lab, STAGE, id));
