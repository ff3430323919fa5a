/** Sessions of courses, as the database holds them. */
import type { Pool } from "pg";
import type { Session } from "../shared/contract";

/** A session and its course in the form of the contract; days as text, because a day has no time zone. */
export const SESSION_COLUMNS = `
    sessions.id, courses.code, courses.title, courses.title_english, courses.description, courses.hours,
    to_char(sessions.starts_on, 'YYYY-MM-DD') AS starts_on, to_char(sessions.ends_on, 'YYYY-MM-DD') AS ends_on,
    sessions.room, sessions.capacity, sessions.places_taken`;

export interface SessionRow {
    id: string;
    code: string;
    title: string;
    title_english: string;
    description: string;
    hours: number;
    starts_on: string;
    ends_on: string;
    room: string;
    capacity: number;
    places_taken: number;
}

export function toSession(row: SessionRow): Session {
    return {
        id: row.id,
        course: {
            code: row.code,
            title: row.title,
            titleEnglish: row.title_english,
            description: row.description,
            hours: row.hours,
        },
        startsOn: row.starts_on,
        endsOn: row.ends_on,
        room: row.room,
        capacity: row.capacity,
        placesLeft: row.capacity - row.places_taken,
    };
}

/** Those that can still be booked, full ones included, the next one first. */
export async function upcomingSessions(pool: Pool): Promise<Session[]> {
    const { rows } = await pool.query<SessionRow>(`
        SELECT ${SESSION_COLUMNS} FROM sessions JOIN courses ON courses.id = sessions.course_id
        WHERE sessions.starts_on > current_date ORDER BY sessions.starts_on, courses.code LIMIT 100`);
    return rows.map(toSession);
}

export async function findSession(pool: Pool, id: string): Promise<Session | undefined> {
    const { rows } = await pool.query<SessionRow>(
        `SELECT ${SESSION_COLUMNS} FROM sessions JOIN courses ON courses.id = sessions.course_id
         WHERE sessions.id = $1`,
        [id],
    );
    return rows[0] && toSession(rows[0]);
}
