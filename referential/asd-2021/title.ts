/** TP-01414, vintage 01: the edition of the title in force from 1 December 2021. */
import type { Edition } from "../edition";
import { activity1 } from "./activity-1";
import { activity2 } from "./activity-2";
import { activity3 } from "./activity-3";
import { transversal } from "./transversal";

export const asd2021: Edition = {
    id: "TP-01414-01",
    title: { fr: "Administrateur système DevOps", en: "DevOps system administrator" },
    acronym: "ASD",
    level: 6,
    order: { signed: "2021-10-27", published: "2021-11-05", inForce: "2021-12-01", registrationEnds: "2026-11-30" },
    activities: [activity1, activity2, activity3],
    transversal,
    exam: [
        {
            title: {
                fr: "Présentation d'un projet réalisé en amont de la session",
                en: "Presentation of a project carried out before the session",
            },
            minutes: 45,
        },
        { title: { fr: "Entretien technique", en: "Technical interview" }, minutes: 30 },
        { title: { fr: "Questionnaire professionnel", en: "Written questionnaire" }, minutes: 30 },
        { title: { fr: "Entretien final", en: "Final interview" }, minutes: 20 },
    ],
};
