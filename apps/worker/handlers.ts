/** What each kind of job does. A handler may run again after a crash, so doing it twice has to change nothing. */
import type { PoolClient } from "pg";
import type { NotificationKind } from "../shared/contract";
import type { JobKind } from "../shared/jobs";
import { announcement, type Announced } from "./announcements";
import type { Handler } from "./queue";

export const HANDLERS: Record<JobKind, Handler> = {
    /** A booking that was cancelled in the meantime stays so, and nobody is told that it is confirmed. */
    "confirm-booking": async (client, bookingId) => {
        const { rowCount } = await client.query(
            "UPDATE bookings SET state = 'confirmed', confirmed_at = now() WHERE id = $1 AND state = 'pending'",
            [bookingId],
        );
        if (rowCount) await announce(client, bookingId, "confirmation");
    },
    "announce-cancellation": (client, bookingId) => announce(client, bookingId, "cancellation"),
};

/** Writes the notification. Nothing is sent: a training centre's own mail system would read these rows. */
async function announce(client: PoolClient, bookingId: string, kind: NotificationKind): Promise<void> {
    const { rows } = await client.query<Announced>(
        `SELECT bookings.reference, courses.title, sessions.room,
                to_char(sessions.starts_on, 'YYYY-MM-DD') AS "startsOn"
         FROM bookings
         JOIN sessions ON sessions.id = bookings.session_id
         JOIN courses ON courses.id = sessions.course_id
         WHERE bookings.id = $1`,
        [bookingId],
    );
    if (!rows[0]) throw new Error(`booking ${bookingId} does not exist`);
    const { subject, body } = announcement(kind, rows[0]);
    await client.query(
        "INSERT INTO notifications (booking_id, kind, subject, body) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        [bookingId, kind, subject, body],
    );
}
