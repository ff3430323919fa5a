import type { TransversalCompetency } from "../edition";

/** Part 3.3 of the evaluation referential says through which professional competencies each one is assessed. */
export const transversal: TransversalCompetency[] = [
    {
        id: "CT1",
        title: {
            fr: "Mettre en oeuvre une démarche de résolution de problème",
            en: "Apply a problem-solving approach",
        },
        assessedThrough: ["CP1", "CP2", "CP3", "CP4", "CP6", "CP7", "CP8", "CP10"],
        criteria: [
            { id: "CT1.1", text: { fr: "Le service est fonctionnel", en: "The service works" } },
            {
                id: "CT1.2",
                text: {
                    fr: "Les tests sont réalisés de manière logique",
                    en: "The tests are carried out in a logical order",
                },
            },
        ],
    },
    {
        id: "CT2",
        title: { fr: "Apprendre en continu", en: "Keep learning" },
        assessedThrough: ["CP2", "CP3", "CP4", "CP5", "CP6", "CP7", "CP8", "CP9", "CP10"],
        criteria: [
            {
                id: "CT2.1",
                text: {
                    fr: "Les principales évolutions technologiques en lien avec le métier sont connues",
                    en: "The main technological developments of the trade are known",
                },
            },
            {
                id: "CT2.2",
                text: {
                    fr: "Les principales sources d'information sont identifiées",
                    en: "The main sources of information are identified",
                },
            },
            {
                id: "CT2.3",
                text: {
                    fr: "Les publications en anglais sont comprises",
                    en: "Publications in English are understood",
                },
            },
        ],
    },
];
