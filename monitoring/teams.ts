/** Who puts things right: an alert names the team that can act, as the referential's CP10 asks. */
export const TEAMS = {
    systeme: "Équipe système : serveurs, réseau, horloge, disques",
    donnees: "Équipe données : bases de données et réplication",
    plateforme: "Équipe plateforme : Kubernetes, certificats, supervision",
    developpement: "Équipe de développement : l'application et ses traitements",
} as const;
export type Team = keyof typeof TEAMS;

/** Critical: users suffer, or soon will; act now. Warning: act within the working day. */
export const SEVERITIES = ["critical", "warning"] as const;
export type Severity = (typeof SEVERITIES)[number];
