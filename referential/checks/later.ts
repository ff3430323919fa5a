/** What no check gathers yet, by criterion, and the part of Plateau that brings it. */
import type { Text } from "../edition";

const scripts: Text = {
    fr: "Les scripts de création de serveur en bash, PowerShell et Python, et le serveur que chacun crée.",
    en: "The server creation scripts in bash, PowerShell and Python, and the server that each of them creates.",
};

const cloud: Text = {
    fr: "Le même contrôle sur la cible aws : cette compétence porte sur une offre cloud, que la cible locale ne remplace pas.",
    en: "The same check on the target aws: this competency is about a cloud offer, which the local target does not stand in for.",
};

const reported: Text = {
    fr: "La livraison (deliver) : le dysfonctionnement d'une version devient un ticket pour les développeurs.",
    en: "The delivery (deliver): a version's malfunction becomes an issue for the developers.",
};

const drills: Text = {
    fr: "Les incidents provoqués (drill) : diagnostic mené dans l'ordre, service rétabli, compte rendu daté.",
    en: "The incidents on purpose (drill): diagnosis in order, service restored, dated account.",
};

const indicators: Text = {
    fr: "Le catalogue des indicateurs par service, avec ceux de sécurité tirés des journaux (accès, intrusion).",
    en: "The catalogue of indicators by service, with those of security from the logs (access, intrusion).",
};

const candidate: Text = {
    fr: "Le candidat lui-même : le questionnaire et son dossier, que la commande dossier prépare.",
    en: "The candidate in person: the questionnaire and the file, which the command dossier prepares.",
};

export const LATER: Readonly<Record<string, Text>> = {
    "CP1.1": scripts,
    "CP1.2": scripts,
    "CP1.3": scripts,
    "CP2.2": { fr: "Le même plan sur la cible aws.", en: "The same plan on the target aws." },
    "CP3.1": {
        fr: "Les mises à jour essayées sur un environnement de test avant d'être déployées.",
        en: "Updates tried on a test environment before they are deployed.",
    },
    "CP3.2": {
        fr: "Le durcissement ANSSI BP-028 mesuré par OpenSCAP.",
        en: "ANSSI BP-028 hardening as measured by OpenSCAP.",
    },
    "CP4.1": cloud,
    "CP4.2": cloud,
    "CP4.3": cloud,
    "CP5.3": {
        fr: "La livraison (deliver) : les tests d'une version sur l'étape test, et leur résultat.",
        en: "The delivery (deliver): the tests of a version on the stage test, and their outcome.",
    },
    "CP5.4": reported,
    "CP6.1": {
        fr: "La bascule sur le réplica et la base NoSQL.",
        en: "Failover to the standby, and the NoSQL database.",
    },
    "CP6.3": {
        fr: "Les sauvegardes par pgBackRest, et une restauration vérifiée.",
        en: "Backups by pgBackRest, and a restore that is verified.",
    },
    "CP7.3": { fr: "Le stockage objet compatible S3.", en: "S3-compatible object storage." },
    "CP7.4": {
        fr: "La livraison (deliver) d'une nouvelle version, et son retour arrière.",
        en: "The delivery (deliver) of a new version, and its rollback.",
    },
    "CP8.2": reported,
    "CP8.4": {
        fr: "La promotion d'une version de test à production (deliver).",
        en: "The promotion of a version from test to production (deliver).",
    },
    "CP9.1": indicators,
    "CP9.2": {
        fr: "Les objectifs de niveau de service (SLO) déduits du SLA, et leurs budgets d'erreur.",
        en: "Service level objectives (SLO) derived from the SLA, and their error budgets.",
    },
    "CP9.3": indicators,
    "CP10.1": { fr: "La console, les journaux et SNMP.", en: "The console, logs and SNMP." },
    "CP10.2": {
        fr: "Les incidents provoqués (drill) : une vraie alerte, de la détection à l'équipe qui répare.",
        en: "The incidents on purpose (drill): a real alert, from detection to the team that repairs.",
    },
    "CP10.3": {
        fr: "L'envoi régulier du rapport aux développeurs.",
        en: "The regular delivery of the report to the developers.",
    },
    "CP11.1": candidate,
    "CP11.2": candidate,
    "CP11.3": candidate,
    "CT1.1": drills,
    "CT1.2": drills,
    "CT2.1": candidate,
    "CT2.2": candidate,
    "CT2.3": candidate,
};
