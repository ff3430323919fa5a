/** Days as people in France write them. A day is not a moment: all of it is reckoned in UTC, where it was put. */

const LONG = new Intl.DateTimeFormat("fr-FR", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
});

/** "2026-12-07" as "lundi 7 décembre 2026". */
export function longDay(isoDay: string): string {
    return LONG.format(new Date(`${isoDay}T00:00:00Z`));
}
