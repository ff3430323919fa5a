/** What the pages say where the api only gives a code or a name. French, and English beside it. */
import type { Booking, ProblemCode } from "../shared/contract";

export interface Wording {
    readonly fr: string;
    readonly en: string;
}

export const PROBLEMS: Record<ProblemCode, Wording> = {
    invalid_request: { fr: "La demande n’est pas valide.", en: "The request is not valid." },
    session_not_found: { fr: "Cette session n’existe pas.", en: "This session does not exist." },
    session_full: { fr: "Il ne reste plus de place dans cette session.", en: "This session is full." },
    session_started: { fr: "Cette session a déjà commencé.", en: "This session has already begun." },
    already_booked: {
        fr: "Une place est déjà réservée pour cette adresse dans cette session.",
        en: "A place is already booked for this address.",
    },
    idempotency_key_reused: {
        fr: "Ce formulaire a déjà servi à une autre réservation. Rechargez la page pour recommencer.",
        en: "This form was already used for another booking. Reload the page.",
    },
    booking_not_found: { fr: "Cette réservation n’existe pas.", en: "This booking does not exist." },
    not_found: { fr: "Cette page n’existe pas.", en: "This page does not exist." },
    unavailable: {
        fr: "Le service est momentanément indisponible. Réessayez dans un instant.",
        en: "The service is not available at the moment. Please try again shortly.",
    },
    internal: { fr: "Le service a rencontré une erreur.", en: "The service failed." },
};

/** What is wrong with a field of the form, and what to do about it. */
export const FIELDS: Record<string, Wording> = {
    learnerName: {
        fr: "Indiquez le prénom et le nom, de 2 à 100 caractères, en lettres.",
        en: "Enter the full name, 2 to 100 characters, letters only.",
    },
    learnerEmail: {
        fr: "Indiquez une adresse électronique complète, par exemple camille@exemple.fr.",
        en: "Enter a complete e-mail address, such as camille@exemple.fr.",
    },
};

export const STATES: Record<Booking["state"], Wording> = {
    pending: { fr: "En cours de confirmation", en: "Being confirmed" },
    confirmed: { fr: "Confirmée", en: "Confirmed" },
    cancelled: { fr: "Annulée", en: "Cancelled" },
};
