import type { Activity } from "../edition";

export const activity3: Activity = {
    id: "AT3",
    title: { fr: "Superviser les services déployés", en: "Supervise the deployed services" },
    competencies: [
        {
            id: "CP9",
            title: {
                fr: "Définir et mettre en place des statistiques de services",
                en: "Define and set up service statistics",
            },
            assessedBy: ["project", "technical interview"],
            compulsory: false,
            criteria: [
                {
                    id: "CP9.1",
                    text: { fr: "Les indicateurs choisis sont pertinents", en: "The chosen indicators are relevant" },
                },
                {
                    id: "CP9.2",
                    text: {
                        fr: "Les indicateurs tiennent compte des SLA",
                        en: "The indicators take the service level agreements into account",
                    },
                },
                { id: "CP9.3", text: { fr: "Les indicateurs sont exhaustifs", en: "The indicators are exhaustive" } },
            ],
        },
        {
            id: "CP10",
            title: { fr: "Exploiter une solution de supervision", en: "Operate a supervision solution" },
            assessedBy: ["project", "technical interview"],
            compulsory: true,
            criteria: [
                {
                    id: "CP10.1",
                    text: { fr: "Les indicateurs définis sont pertinents", en: "The defined indicators are relevant" },
                },
                {
                    id: "CP10.2",
                    text: {
                        fr: "Les alertes sont correctement interprétées",
                        en: "Alerts are interpreted correctly",
                    },
                },
                {
                    id: "CP10.3",
                    text: {
                        fr: "Les échanges avec les développeurs sont réguliers",
                        en: "Exchanges with the developers are regular",
                    },
                },
            ],
        },
        {
            id: "CP11",
            title: {
                fr: "Echanger sur des réseaux professionnels éventuellement en anglais",
                en: "Exchange on professional networks, possibly in English",
            },
            assessedBy: ["written questionnaire"],
            compulsory: false,
            criteria: [
                {
                    id: "CP11.1",
                    text: {
                        fr: "Les articles trouvés sont correctement interprétés",
                        en: "The articles found are interpreted correctly",
                    },
                },
                {
                    id: "CP11.2",
                    text: {
                        fr: "Les articles publiés en français ou en anglais sont clairs et pertinents",
                        en: "The articles published in French or English are clear and relevant",
                    },
                },
                {
                    id: "CP11.3",
                    text: {
                        fr: "Les communautés professionnelles identifiées sont pertinentes",
                        en: "The professional communities identified are relevant",
                    },
                },
            ],
        },
    ],
};
