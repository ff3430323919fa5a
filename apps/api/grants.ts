/** What the application's role may do, table by table. It owns nothing, creates nothing and deletes nothing. */
export const GRANTS: Readonly<Record<string, string>> = {
    courses: "SELECT",
    sessions: "SELECT, UPDATE (places_taken)", // the right to update a column is also the right to lock the row
    bookings: "SELECT, INSERT, UPDATE (state, confirmed_at, cancelled_at)",
    jobs: "SELECT, INSERT, UPDATE (state, attempts, run_at, finished_at, last_error)",
    notifications: "SELECT, INSERT",
    schema_migrations: "SELECT",
};
