import { readFileSync } from "node:fs";
import path from "node:path";
import type { Booking, Session } from "../../../apps/shared/contract";
import { bookingPage } from "../../../apps/web/pages/booking";
import { layout, type Page } from "../../../apps/web/pages/layout";
import { problemPage } from "../../../apps/web/pages/problem";
import { sessionPage } from "../../../apps/web/pages/session";
import { sessionsPage } from "../../../apps/web/pages/sessions";
import { booking, session, site } from "./samples";

const HOSTILE = `"'><img src=x onerror=alert(1)>`;
const text = (page: Page): string => layout(site, page).text;

/** The same object with every text in it replaced, whatever its depth; what has a fixed form keeps it. */
function hostile<T>(value: T, key = ""): T {
    if (typeof value === "string") return (/^(id|state|kind)$|On$|At$/.test(key) ? value : HOSTILE) as T;
    if (Array.isArray(value)) return value.map((item) => hostile(item)) as T;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, hostile(v, k)])) as T;
}

const bad = { session: hostile<Session>(session), booking: hostile<Booking>(booking) };
const values = { learnerName: HOSTILE, learnerEmail: HOSTILE };

test.each<[string, Page]>([
    ["list", sessionsPage([bad.session])],
    [
        "session",
        sessionPage(bad.session, { key: "k", values, wrong: ["learnerName"], refusal: { fr: HOSTILE, en: HOSTILE } }),
    ],
    ["booking", bookingPage(bad.booking)],
    ["frame", { title: HOSTILE, content: HOSTILE }],
])("no text of the %s page becomes HTML", (_, page) => {
    expect(text(page)).toContain("&lt;img src=x");
    expect(text(page)).not.toContain("<img src=x");
    expect(text(page)).not.toMatch(/="[^"]*"'/); // an attribute that a text has ended
});

test("a page loads nothing from elsewhere and holds no script or style of its own", () => {
    const page = text(bookingPage({ ...booking, state: "pending", notifications: [] }));
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(page).not.toMatch(/<style|style="|<script(?! src="\/assets\/)/);
});

test("every page names its language, its title and its main content", () => {
    for (const page of [
        sessionsPage([session]),
        sessionPage(session, { key: "k" }),
        bookingPage(booking),
        problemPage("not_found"),
    ]) {
        expect(text(page)).toMatch(/^<!doctype html>\n<html lang="fr">/);
        expect(text(page)).toContain('<main id="contenu"');
        expect(text(page).match(/<h1/g)).toHaveLength(1);
        expect(page.title).not.toBe("");
    }
});

test("places: the number, and what can be done", () => {
    expect(text(sessionsPage([session]))).toMatch(/3 places libres sur 8[^]*Réserver →/);
    expect(text(sessionsPage([{ ...session, placesLeft: 1 }]))).toContain("1 place libre sur 8");
    expect(text(sessionsPage([{ ...session, placesLeft: 0 }]))).toMatch(/Complet[^]*Voir →/);
    expect(text(sessionsPage([]))).toContain("Aucune session");
});

test("a full session has no form", () => {
    expect(text(sessionPage({ ...session, placesLeft: 0 }, { key: "k" }))).not.toContain("<form");
});

test("a field that is wrong is announced, marked, explained, and keeps what was typed", () => {
    const page = text(sessionPage(session, { key: "k", values: { learnerEmail: "zoe" }, wrong: ["learnerEmail"] }));
    expect(page).toMatch(/role="alert">\s*<ul><li><a href="#learnerEmail">/);
    expect(page).toMatch(
        /id="learnerEmail"[^>]*value="zoe"\s+aria-invalid="true" aria-describedby="learnerEmail-aide"/,
    );
    expect(page).toContain('id="learnerEmail-aide"');
    expect(page).not.toMatch(/id="learnerName"[^>]*aria-invalid/);
});

test("a booking is followed until its learner has been told about its state", () => {
    const follows = (b: Booking): boolean => text(bookingPage(b)).includes("follow.js");
    expect(follows({ ...booking, state: "pending", notifications: [] })).toBe(true);
    expect(follows(booking)).toBe(false);
    expect(follows({ ...booking, state: "cancelled" })).toBe(true);
});

test("the style sheet knows every class of the pages", () => {
    const style = readFileSync(path.join(__dirname, "../../../apps/web/assets/style.css"), "utf8");
    const pages = [
        sessionsPage([session, { ...session, placesLeft: 0 }, { ...session, placesLeft: 1 }]),
        sessionsPage([]),
        sessionPage(session, { key: "k", wrong: ["learnerEmail"], refusal: { fr: "Non.", en: "No." } }),
        sessionPage({ ...session, placesLeft: 0 }, { key: "k" }),
        ...(["pending", "confirmed", "cancelled"] as const).map((state) => bookingPage({ ...booking, state })),
        problemPage("unavailable"),
    ];
    const used = pages.flatMap((page) =>
        [...text(page).matchAll(/class="([^"]*)"/g)].flatMap(([, c]) => c!.split(" ")),
    );
    const unknown = [...new Set(used)].filter((name) => name && !new RegExp(`\\.${name}(?![\\w-])`).test(style));
    expect(unknown).toEqual(["stage-test"]); // only prod has a colour of its own
});
