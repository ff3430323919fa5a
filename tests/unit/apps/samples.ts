/** A session and a booking as the api gives them. */
import type { Booking, Session } from "../../../apps/shared/contract";
import type { Site } from "../../../apps/web/pages/layout";

export const session: Session = {
    id: "40f7d134-ff4f-4e20-96c1-f01c2229178c",
    course: {
        code: "K8S-201",
        title: "Exploiter un cluster",
        titleEnglish: "Operating a cluster",
        description: "Déployer.",
        hours: 35,
    },
    startsOn: "2026-12-07",
    endsOn: "2026-12-11",
    room: "Salle Hopper",
    capacity: 8,
    placesLeft: 3,
};

export const booking: Booking = {
    id: "866605d8-ec19-4ef5-bff8-d5aa1d3b1526",
    reference: "EE7C-EMCJ",
    state: "confirmed",
    learnerName: "Zoé d’Arc",
    session,
    createdAt: "2026-11-24T01:42:50.746Z",
    notifications: [
        { kind: "confirmation", subject: "Confirmée", body: "À bientôt.", createdAt: "2026-11-24T01:42:51.000Z" },
    ],
};

const asset = (name: string) => ({ url: `/assets/0/${name}`, type: "text/plain", content: Buffer.from(name) });

export const site: Site = {
    assets: { "style.css": asset("style.css"), "follow.js": asset("follow.js"), "icon.svg": asset("icon.svg") },
    stage: "test",
    version: "1.2.3",
};
