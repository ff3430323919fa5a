/** Pieces that several pages have. */
import type { Session } from "../../shared/contract";
import { longDay } from "../../shared/dates";
import { html, type Html } from "../html";
import type { Wording } from "../wording";

/** A French text with its English version below. */
export function bilingual({ fr, en }: Wording): Html {
    return html`${fr} <span class="en" lang="en">${en}</span>`;
}

/** The facts of a session that decide whether one can come. */
export function sessionFacts(session: Session): Html {
    return html`<dl class="facts">
  <div><dt>Dates</dt><dd>${period(session)}</dd></div>
  <div><dt>Durée</dt><dd>${session.course.hours} heures</dd></div>
  <div><dt>Lieu</dt><dd>${session.room}</dd></div>
  <div><dt>Places</dt><dd>${places(session)}</dd></div>
</dl>`;
}

function period({ startsOn, endsOn }: Session): Html {
    const day = (iso: string) => html`<time datetime="${iso}">${longDay(iso)}</time>`;
    return startsOn === endsOn ? day(startsOn) : html`du ${day(startsOn)} au ${day(endsOn)}`;
}

/** The number says it; the bar only repeats it, so it is hidden from those who listen. */
export function places({ capacity, placesLeft }: Session): Html {
    const plural = placesLeft > 1 ? "s" : "";
    const text = placesLeft === 0 ? "Complet" : `${placesLeft} place${plural} libre${plural} sur ${capacity}`;
    const level = placesLeft === 0 ? "places-none" : placesLeft <= capacity / 4 ? "places-few" : "";
    const takenPercent = Math.round((100 * (capacity - placesLeft)) / capacity);
    return html`<span class="places ${level}">
    <svg class="bar" aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none">
      <rect width="${takenPercent}" height="10"/></svg>
    <span>${text}</span></span>`;
}
