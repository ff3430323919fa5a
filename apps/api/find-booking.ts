/** A booking with its session and what its learner was told. */
import type { Pool } from "pg";
import type { Booking } from "../shared/contract";
import { SESSION_COLUMNS, toSession, type SessionRow } from "./sessions";

interface BookingRow extends SessionRow {
    booking_id: string;
    reference: string;
    state: Booking["state"];
    learner_name: string;
    created_at: Date;
    notifications: Booking["notifications"];
}

export async function findBooking(pool: Pool, id: string): Promise<Booking | undefined> {
    const { rows } = await pool.query<BookingRow>(
        `SELECT ${SESSION_COLUMNS}, bookings.id AS booking_id, bookings.reference, bookings.state,
                bookings.learner_name, bookings.created_at, told.notifications
         FROM bookings
         JOIN sessions ON sessions.id = bookings.session_id
         JOIN courses ON courses.id = sessions.course_id
         CROSS JOIN LATERAL (
            SELECT coalesce(json_agg(json_build_object(
                'kind', kind, 'subject', subject, 'body', body, 'createdAt', created_at
            ) ORDER BY created_at DESC), '[]') AS notifications
            FROM notifications WHERE booking_id = bookings.id
         ) AS told
         WHERE bookings.id = $1`,
        [id],
    );
    const row = rows[0];
    return row && toBooking(row);
}

function toBooking(row: BookingRow): Booking {
    return {
        id: row.booking_id,
        reference: row.reference,
        state: row.state,
        learnerName: row.learner_name,
        session: toSession(row),
        createdAt: row.created_at.toISOString(),
        notifications: row.notifications.map((n) => ({ ...n, createdAt: new Date(n.createdAt).toISOString() })),
    };
}
