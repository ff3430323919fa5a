/** One session and the form that books a place in it. */
import { LEARNER_FIELDS, type Session } from "../../shared/contract";
import { html, type Html } from "../html";
import { FIELDS, PROBLEMS, type Wording } from "../wording";
import type { Page } from "./layout";
import { bilingual, sessionFacts } from "./parts";

/** The form as it is shown: empty at first; after a refusal with what was typed and what is wrong. */
export interface BookingForm {
    /** Sent with the form: however often it is sent, it books once. */
    readonly key: string;
    readonly values?: Readonly<Record<string, string>>;
    /** Names of fields that are wrong. */
    readonly wrong?: readonly string[];
    /** Why the whole was refused. */
    readonly refusal?: Wording;
}

interface Field {
    readonly name: (typeof LEARNER_FIELDS)[number];
    readonly label: Wording;
    readonly type: string;
    readonly autocomplete: string;
}

const FORM_FIELDS: readonly Field[] = [
    { name: "learnerName", label: { fr: "Prénom et nom", en: "Full name" }, type: "text", autocomplete: "name" },
    {
        name: "learnerEmail",
        label: { fr: "Adresse électronique", en: "E-mail address" },
        type: "email",
        autocomplete: "email",
    },
];

export function sessionPage(session: Session, form: BookingForm): Page {
    const { course } = session;
    const failed = form.refusal || form.wrong?.length;
    const isFull = session.placesLeft === 0 && !form.refusal; // or what was typed would be lost with the form
    return {
        title: `${failed ? "Erreur : " : ""}${course.title}`,
        content: html`
<p class="back"><a href="/">← Toutes les sessions</a></p>
<div class="columns">
  <article>
    <p class="code">${course.code}</p>
    <h1>${course.title}</h1>
    <p class="en" lang="en">${course.titleEnglish}</p>
    <p class="description">${course.description}</p>
    ${sessionFacts(session)}
  </article>
  <section class="panel" aria-labelledby="titre-formulaire">
    <h2 id="titre-formulaire">Réserver une place <span class="en" lang="en">Book a place</span></h2>
    ${failed && faults(form)}
    ${isFull && html`<p class="note">${bilingual(PROBLEMS.session_full)}</p>`}
    ${!isFull && bookingForm(session, form)}
  </section>
</div>`,
    };
}

/** First what is wrong, each with a link to its field, for those who do not see the page at a glance. */
function faults({ refusal, wrong = [] }: BookingForm): Html {
    const items = wrong.map((name) => html`<li><a href="#${name}">${FIELDS[name]?.fr}</a></li>`);
    return html`<div class="alert" role="alert">
      ${refusal && html`<p>${bilingual(refusal)}</p>`}
      ${items.length > 0 && html`<ul>${items}</ul>`}
    </div>`;
}

function bookingForm(session: Session, { key, values = {}, wrong = [] }: BookingForm): Html {
    return html`<form method="post" action="/sessions/${session.id}/reservations" novalidate>
      <input type="hidden" name="key" value="${key}">
      ${FORM_FIELDS.map((field) => input(field, values[field.name] ?? "", wrong.includes(field.name)))}
      <p><button type="submit">Réserver <span class="en" lang="en">Book</span></button></p>
      <p class="small">Ces données servent à cette réservation et à rien d’autre.</p>
    </form>`;
}

function input({ name, label, type, autocomplete }: Field, value: string, isWrong: boolean): Html {
    return html`<div class="field">
        <label for="${name}">${bilingual(label)}</label>
        <input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" required maxlength="254"
          value="${value}"
          ${isWrong && html`aria-invalid="true" aria-describedby="${name}-aide"`}>
        ${isWrong && html`<p class="help" id="${name}-aide">${bilingual(FIELDS[name]!)}</p>`}
      </div>`;
}
