/** The first page: every session that can be booked. */
import type { Session } from "../../shared/contract";
import { html, type Html } from "../html";
import type { Page } from "./layout";
import { places } from "./parts";

const DAY = new Intl.DateTimeFormat("fr-FR", { day: "numeric", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat("fr-FR", { month: "short", timeZone: "UTC" });

export function sessionsPage(sessions: readonly Session[]): Page {
    return {
        title: "Sessions de formation",
        content: html`
<div class="lead">
  <h1>Réservez votre place en formation</h1>
  <p>Choisissez une session, indiquez qui vient : la place est retenue aussitôt, puis confirmée.
    <span class="en" lang="en">Choose a session and book a place; it is held at once, then confirmed.</span></p>
</div>
<section aria-labelledby="titre-sessions">
  <h2 id="titre-sessions">Prochaines sessions <span class="en" lang="en">Upcoming sessions</span></h2>
  ${sessions.length === 0 && html`<p class="note">Aucune session n’est ouverte à la réservation.</p>`}
  <ul class="cards">${sessions.map(card)}</ul>
</section>`,
    };
}

function card(session: Session): Html {
    const { id, course, startsOn, room, placesLeft } = session;
    const date = new Date(`${startsOn}T00:00:00Z`);
    return html`
  <li class="card">
    <time class="day" datetime="${startsOn}"><span>${DAY.format(date)}</span>
      ${MONTH.format(date)} ${date.getUTCFullYear()}</time>
    <div class="card-body">
      <p class="code">${course.code}</p>
      <h3><a href="/sessions/${id}">${course.title}</a></h3>
      <p class="en" lang="en">${course.titleEnglish}</p>
      <p class="meta">${course.hours} heures · ${room}</p>
      <div class="card-end">${places(session)}
        <span class="go" aria-hidden="true">${placesLeft > 0 ? "Réserver" : "Voir"} →</span></div>
    </div>
  </li>`;
}
