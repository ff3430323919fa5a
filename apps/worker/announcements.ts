/** What a learner is told, in French. No name and no address: the notification belongs to a booking that has both. */
import type { NotificationKind } from "../shared/contract";
import { longDay } from "../shared/dates";

export interface Announced {
    readonly reference: string;
    readonly title: string;
    /** ISO 8601 day. */
    readonly startsOn: string;
    readonly room: string;
}

export function announcement(kind: NotificationKind, about: Announced): { subject: string; body: string } {
    const what = `« ${about.title} » du ${longDay(about.startsOn)}`;
    switch (kind) {
        case "confirmation":
            return {
                subject: `Réservation ${about.reference} confirmée`,
                body: `Votre place pour la session ${what} est confirmée. Lieu : ${about.room}. Accueil dès 8 h 45.`,
            };
        case "cancellation":
            return {
                subject: `Réservation ${about.reference} annulée`,
                body: `Votre place pour la session ${what} a été rendue. Elle est de nouveau ouverte à la réservation.`,
            };
        default: {
            const unknown: never = kind;
            throw new Error(`unknown announcement ${unknown}`);
        }
    }
}
