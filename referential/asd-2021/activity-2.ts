import type { Activity } from "../edition";

export const activity2: Activity = {
    id: "AT2",
    title: { fr: "Déployer en continu une application", en: "Deploy an application continuously" },
    competencies: [
        {
            id: "CP5",
            title: { fr: "Préparer un environnement de test", en: "Prepare a test environment" },
            assessedBy: ["project", "technical interview"],
            compulsory: false,
            criteria: [
                {
                    id: "CP5.1",
                    text: {
                        fr: "L'environnement de tests est conforme au cahier des charges",
                        en: "The test environment conforms to the specification",
                    },
                },
                {
                    id: "CP5.2",
                    text: {
                        fr: "Une version de test de l'application est produite",
                        en: "A test version of the application is produced",
                    },
                },
                { id: "CP5.3", text: { fr: "Les tests sont effectués", en: "The tests are carried out" } },
                {
                    id: "CP5.4",
                    text: {
                        fr: "Les dysfonctionnements sont remontés aux développeurs",
                        en: "Malfunctions are reported to the developers",
                    },
                },
            ],
        },
        {
            id: "CP6",
            title: { fr: "Gérer le stockage des données", en: "Manage data storage" },
            assessedBy: ["project", "technical interview"],
            compulsory: false,
            criteria: [
                {
                    id: "CP6.1",
                    text: {
                        fr: "Les serveurs de données sont opérationnels",
                        en: "The data servers are operational",
                    },
                },
                {
                    id: "CP6.2",
                    text: {
                        fr: "Les droits d'accès sont conformes au cahier des charges",
                        en: "Access rights conform to the specification",
                    },
                },
                { id: "CP6.3", text: { fr: "Les données sont sauvegardées", en: "The data is backed up" } },
            ],
        },
        {
            id: "CP7",
            title: { fr: "Gérer des containers", en: "Manage containers" },
            assessedBy: ["project", "technical interview"],
            compulsory: true,
            criteria: [
                {
                    id: "CP7.1",
                    text: { fr: "Les containers sont opérationnels", en: "The containers are operational" },
                },
                {
                    id: "CP7.2",
                    text: {
                        fr: "Les containers sont connectés au réseau",
                        en: "The containers are connected to the network",
                    },
                },
                {
                    id: "CP7.3",
                    text: {
                        fr: "Les containers sont connectés au stockage distant",
                        en: "The containers are connected to remote storage",
                    },
                },
                { id: "CP7.4", text: { fr: "Les containers sont mis à jour", en: "The containers are updated" } },
            ],
        },
        {
            id: "CP8",
            title: {
                fr: "Automatiser la mise en production d'une application avec une plateforme",
                en: "Automate the release of an application to production with a platform",
            },
            assessedBy: ["project", "technical interview"],
            compulsory: false,
            criteria: [
                {
                    id: "CP8.1",
                    text: {
                        fr: "L'environnement de pré-production est conforme à l'environnement de production",
                        en: "The pre-production environment conforms to the production environment",
                    },
                },
                {
                    id: "CP8.2",
                    text: {
                        fr: "Les dysfonctionnements sont remontés aux développeurs",
                        en: "Malfunctions are reported to the developers",
                    },
                },
                {
                    id: "CP8.3",
                    text: {
                        fr: "Les containers sont décrits sur la plateforme",
                        en: "The containers are described on the platform",
                    },
                },
                {
                    id: "CP8.4",
                    text: {
                        fr: "L'application ou sa mise à jour est disponible pour les utilisateurs",
                        en: "The application or its update is available to the users",
                    },
                },
            ],
        },
    ],
};
