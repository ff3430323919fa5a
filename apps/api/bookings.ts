/** Booking and cancelling. Both lock the session's row first, so whoever comes second sees what the first has done. */
import type { Pool, PoolClient } from "pg";
import type { BookingRequest } from "../shared/contract";
import { transaction } from "../shared/database";
import type { JobKind } from "../shared/jobs";
import { Refusal } from "./problems";
import { createReference } from "./reference";

/**
 * Books a place, once for each key however often it is asked.
 * @returns the booking's ID, and whether this call made it
 * @throws {Refusal}
 */
export async function book(
    pool: Pool,
    key: string,
    request: BookingRequest,
): Promise<{ id: string; created: boolean }> {
    try {
        return await transaction(pool, async (client) => {
            const session = await lockSession(client, request.sessionId);
            if (!session) throw new Refusal("session_not_found");
            // Only now: a twin of this request may have held the lock a moment ago.
            const earlier = await replay(client, key, request);
            if (earlier) return { id: earlier, created: false };
            if (session.started) throw new Refusal("session_started");
            if (await hasPlace(client, request)) throw new Refusal("already_booked");
            if (session.places_taken >= session.capacity) throw new Refusal("session_full");
            return { id: await takePlace(client, key, request), created: true };
        });
    } catch (error) {
        // Twins for two sessions hold two locks; the index on the key decides.
        if ((error as { constraint?: string }).constraint === "bookings_idempotency_key")
            throw new Refusal("idempotency_key_reused");
        throw error;
    }
}

/**
 * Gives a place back. Cancelling twice is cancelling once.
 * @throws {Refusal} when there is no such booking
 */
export async function cancel(pool: Pool, id: string): Promise<void> {
    await transaction(pool, async (client) => {
        const found = await client.query<{ session_id: string }>("SELECT session_id FROM bookings WHERE id = $1", [id]);
        if (!found.rows[0]) throw new Refusal("booking_not_found");
        await lockSession(client, found.rows[0].session_id);
        const changed = await client.query(
            "UPDATE bookings SET state = 'cancelled', cancelled_at = now() WHERE id = $1 AND state <> 'cancelled'",
            [id],
        );
        if (!changed.rowCount) return;
        await changePlaces(client, found.rows[0].session_id, -1);
        await queue(client, "announce-cancellation", id);
    });
}

interface LockedSession {
    capacity: number;
    places_taken: number;
    started: boolean;
}

async function lockSession(client: PoolClient, id: string): Promise<LockedSession | undefined> {
    const { rows } = await client.query<LockedSession>(
        "SELECT capacity, places_taken, starts_on <= current_date AS started FROM sessions WHERE id = $1 FOR UPDATE",
        [id],
    );
    return rows[0];
}

/** The booking that this key has already made. The same key with other content is a fault of the caller. */
async function replay(client: PoolClient, key: string, request: BookingRequest): Promise<string | undefined> {
    const { rows } = await client.query<{ id: string; same: boolean }>(
        `SELECT id, (session_id, learner_name, learner_email) = ($2::uuid, $3, $4) AS same
         FROM bookings WHERE idempotency_key = $1`,
        [key, request.sessionId, request.learnerName, request.learnerEmail],
    );
    if (rows[0] && !rows[0].same) throw new Refusal("idempotency_key_reused");
    return rows[0]?.id;
}

async function hasPlace(client: PoolClient, { sessionId, learnerEmail }: BookingRequest): Promise<boolean> {
    const { rowCount } = await client.query(
        "SELECT FROM bookings WHERE session_id = $1 AND lower(learner_email) = lower($2) AND state <> 'cancelled'",
        [sessionId, learnerEmail],
    );
    return rowCount !== 0;
}

async function takePlace(client: PoolClient, key: string, request: BookingRequest): Promise<string> {
    const { rows } = await client.query<{ id: string }>(
        `INSERT INTO bookings (reference, session_id, learner_name, learner_email, idempotency_key)
         VALUES ($1, $2, $3, $4, $5) RETURNING id`,
        [createReference(), request.sessionId, request.learnerName, request.learnerEmail, key],
    );
    const id = rows[0]!.id;
    await changePlaces(client, request.sessionId, 1);
    await queue(client, "confirm-booking", id);
    return id;
}

async function changePlaces(client: PoolClient, sessionId: string, by: 1 | -1): Promise<void> {
    await client.query("UPDATE sessions SET places_taken = places_taken + $2 WHERE id = $1", [sessionId, by]);
}

/** In the same transaction as its cause: the work exists if and only if the booking does. */
async function queue(client: PoolClient, kind: JobKind, bookingId: string): Promise<void> {
    await client.query("INSERT INTO jobs (kind, booking_id) VALUES ($1, $2)", [kind, bookingId]);
}
