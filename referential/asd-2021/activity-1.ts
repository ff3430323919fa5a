import type { Activity } from "../edition";

export const activity1: Activity = {
    id: "AT1",
    title: {
        fr: "Automatiser le déploiement d'une infrastructure dans le cloud",
        en: "Automate the deployment of an infrastructure in the cloud",
    },
    competencies: [
        {
            id: "CP1",
            title: {
                fr: "Automatiser la création de serveurs à l'aide de scripts",
                en: "Automate the creation of servers by scripts",
            },
            assessedBy: ["project"],
            compulsory: false,
            criteria: [
                { id: "CP1.1", text: { fr: "Le serveur est fonctionnel", en: "The server works" } },
                {
                    id: "CP1.2",
                    text: {
                        fr: "La configuration est conforme au cahier des charges",
                        en: "The configuration conforms to the specification",
                    },
                },
                {
                    id: "CP1.3",
                    text: { fr: "Les documentations sont mises à jour", en: "The documentation is kept up to date" },
                },
            ],
        },
        {
            id: "CP2",
            title: {
                fr: "Automatiser le déploiement d'une infrastructure",
                en: "Automate the deployment of an infrastructure",
            },
            assessedBy: ["project", "technical interview"],
            compulsory: true,
            criteria: [
                {
                    id: "CP2.1",
                    text: { fr: "Les serveurs déployés sont fonctionnels", en: "The deployed servers work" },
                },
                {
                    id: "CP2.2",
                    text: {
                        fr: "L'architecture est conforme au cahier des charges",
                        en: "The architecture conforms to the specification",
                    },
                },
                { id: "CP2.3", text: { fr: "Les scripts sont documentés", en: "The scripts are documented" } },
            ],
        },
        {
            id: "CP3",
            title: { fr: "Sécuriser l'infrastructure", en: "Secure the infrastructure" },
            assessedBy: ["project", "technical interview"],
            compulsory: false,
            criteria: [
                {
                    id: "CP3.1",
                    text: {
                        fr: "Les mises à jour sont testées avant le déploiement",
                        en: "Updates are tested before they are deployed",
                    },
                },
                {
                    id: "CP3.2",
                    text: { fr: "Les accès aux serveurs sont sécurisés", en: "Access to the servers is secured" },
                },
            ],
        },
        {
            id: "CP4",
            title: {
                fr: "Mettre l'infrastructure en production dans le cloud",
                en: "Put the infrastructure into production in the cloud",
            },
            assessedBy: ["project", "technical interview"],
            compulsory: false,
            criteria: [
                {
                    id: "CP4.1",
                    text: { fr: "Les serveurs déployés sont fonctionnels", en: "The deployed servers work" },
                },
                {
                    id: "CP4.2",
                    text: {
                        fr: "Les serveurs sont accessibles par les utilisateurs finaux",
                        en: "End users can reach the servers",
                    },
                },
                {
                    id: "CP4.3",
                    text: {
                        fr: "L'architecture déployée est documentée",
                        en: "The deployed architecture is documented",
                    },
                },
            ],
        },
    ],
};
