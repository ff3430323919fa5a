/** A booking: its state, and what its learner was told. */
import type { Booking, NotificationKind } from "../../shared/contract";
import { html, type Html } from "../html";
import { STATES } from "../wording";
import type { Page } from "./layout";
import { bilingual, sessionFacts } from "./parts";

const MOMENT = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeStyle: "short", timeZone: "Europe/Paris" });

/** What its learner is told once the worker is done with a booking in this state. */
const LAST_WORD: Record<Booking["state"], NotificationKind> = {
    pending: "confirmation",
    confirmed: "confirmation",
    cancelled: "cancellation",
};

export function bookingPage(booking: Booking): Page {
    const { session, state } = booking;
    const settled = booking.notifications[0]?.kind === LAST_WORD[state];
    return {
        title: `Réservation ${booking.reference}`,
        follows: !settled,
        content: html`
<p class="back"><a href="/">← Toutes les sessions</a></p>
<div class="columns">
  <article>
    <p class="code">Réservation <span class="en" lang="en">Booking</span></p>
    <h1 class="reference">${booking.reference}</h1>
    <div id="suivi" role="status" data-state="${state}" data-settled="${String(settled)}">
      <p class="state state-${state}">${bilingual(STATES[state])}</p>
      ${state === "pending" && html`<p class="small">La place est retenue. <a href="">Actualiser</a></p>`}
      ${booking.notifications.map(notification)}
    </div>
  </article>
  <section class="panel" aria-labelledby="titre-session">
    <h2 id="titre-session"><a href="/sessions/${session.id}">${session.course.title}</a></h2>
    <dl class="facts"><div><dt>Pour</dt><dd>${booking.learnerName}</dd></div></dl>
    ${sessionFacts(session)}
    ${state !== "cancelled" && cancellation(booking)}
  </section>
</div>`,
    };
}

function notification({ subject, body, createdAt }: Booking["notifications"][number]): Html {
    return html`<div class="message"><h2>${subject}</h2><p>${body}</p>
        <p class="small"><time datetime="${createdAt}">${MOMENT.format(new Date(createdAt))}</time></p></div>`;
}

/** Folded away, so that one click alone gives no place back. */
function cancellation({ id }: Booking): Html {
    return html`<details>
      <summary>Annuler cette réservation <span class="en" lang="en">Cancel this booking</span></summary>
      <form method="post" action="/reservations/${id}/annulation">
        <p>La place sera rendue aussitôt. <span class="en" lang="en">The place is given back at once.</span></p>
        <p><button class="danger" type="submit">Annuler la réservation</button></p>
      </form></details>`;
}
