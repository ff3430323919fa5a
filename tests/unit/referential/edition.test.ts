/** The edition's data against the evaluation referential, part 3.2 and 3.3, copied here line by line. */
import { CHECKS } from "../../../referential/checks/all";
import { LATER } from "../../../referential/checks/later";
import { competenciesOf, competencyOf, editionSchema } from "../../../referential/edition";
import { CURRENT_EDITION, editionById, EDITIONS } from "../../../referential/editions";

const RE_3_2: Record<string, string[]> = {
    "Automatiser la création de serveurs à l'aide de scripts": [
        "Le serveur est fonctionnel",
        "La configuration est conforme au cahier des charges",
        "Les documentations sont mises à jour",
    ],
    "Automatiser le déploiement d'une infrastructure": [
        "Les serveurs déployés sont fonctionnels",
        "L'architecture est conforme au cahier des charges",
        "Les scripts sont documentés",
    ],
    "Sécuriser l'infrastructure": [
        "Les mises à jour sont testées avant le déploiement",
        "Les accès aux serveurs sont sécurisés",
    ],
    "Mettre l'infrastructure en production dans le cloud": [
        "Les serveurs déployés sont fonctionnels",
        "Les serveurs sont accessibles par les utilisateurs finaux",
        "L'architecture déployée est documentée",
    ],
    "Préparer un environnement de test": [
        "L'environnement de tests est conforme au cahier des charges",
        "Une version de test de l'application est produite",
        "Les tests sont effectués",
        "Les dysfonctionnements sont remontés aux développeurs",
    ],
    "Gérer le stockage des données": [
        "Les serveurs de données sont opérationnels",
        "Les droits d'accès sont conformes au cahier des charges",
        "Les données sont sauvegardées",
    ],
    "Gérer des containers": [
        "Les containers sont opérationnels",
        "Les containers sont connectés au réseau",
        "Les containers sont connectés au stockage distant",
        "Les containers sont mis à jour",
    ],
    "Automatiser la mise en production d'une application avec une plateforme": [
        "L'environnement de pré-production est conforme à l'environnement de production",
        "Les dysfonctionnements sont remontés aux développeurs",
        "Les containers sont décrits sur la plateforme",
        "L'application ou sa mise à jour est disponible pour les utilisateurs",
    ],
    "Définir et mettre en place des statistiques de services": [
        "Les indicateurs choisis sont pertinents",
        "Les indicateurs tiennent compte des SLA",
        "Les indicateurs sont exhaustifs",
    ],
    "Exploiter une solution de supervision": [
        "Les indicateurs définis sont pertinents",
        "Les alertes sont correctement interprétées",
        "Les échanges avec les développeurs sont réguliers",
    ],
    "Echanger sur des réseaux professionnels éventuellement en anglais": [
        "Les articles trouvés sont correctement interprétés",
        "Les articles publiés en français ou en anglais sont clairs et pertinents",
        "Les communautés professionnelles identifiées sont pertinentes",
    ],
};

const REAC_TRANSVERSAL: Record<string, string[]> = {
    "Mettre en oeuvre une démarche de résolution de problème": [
        "Le service est fonctionnel",
        "Les tests sont réalisés de manière logique",
    ],
    "Apprendre en continu": [
        "Les principales évolutions technologiques en lien avec le métier sont connues",
        "Les principales sources d'information sont identifiées",
        "Les publications en anglais sont comprises",
    ],
};

const professional = CURRENT_EDITION.activities.flatMap(({ competencies }) => competencies);
const all = competenciesOf(CURRENT_EDITION);
const criteria = all.flatMap((competency) => competency.criteria);
const texts = (list: typeof all): Record<string, string[]> =>
    Object.fromEntries(list.map(({ title, criteria: own }) => [title.fr, own.map(({ text }) => text.fr)]));

describe.each(EDITIONS.map((edition) => [edition.id, edition] as const))("edition %s", (id, edition) => {
    test("fits the schema", () => {
        expect(editionSchema.safeParse(edition).error).toBeUndefined();
    });

    test("is found by its id", () => {
        expect(editionById(id)).toBe(edition);
    });

    test("numbers competencies and criteria without a gap, in order", () => {
        const own = edition.activities.flatMap(({ competencies }) => competencies).map((competency) => competency.id);
        expect(own).toEqual(own.map((_, index) => `CP${index + 1}`));
        expect(edition.transversal.map((t) => t.id)).toEqual(edition.transversal.map((_, index) => `CT${index + 1}`));
        for (const { id: competency, criteria: list } of competenciesOf(edition)) {
            expect(list.map((criterion) => criterion.id)).toEqual(list.map((_, index) => `${competency}.${index + 1}`));
        }
    });

    test("every check and every later evidence belongs to a criterion, and no criterion has neither", () => {
        const ids = competenciesOf(edition).flatMap(({ criteria: list }) => list.map((criterion) => criterion.id));
        const checked = Object.keys(CHECKS[id] ?? {});
        expect([...checked, ...Object.keys(LATER)].filter((criterion) => !ids.includes(criterion))).toEqual([]);
        expect(ids.filter((criterion) => !checked.includes(criterion) && !LATER[criterion])).toEqual([]);
    });
});

test("TP-01414-01 has 3 activities, 11 + 2 competencies and 35 + 5 criteria", () => {
    expect(CURRENT_EDITION.activities).toHaveLength(3);
    expect(professional).toHaveLength(11);
    expect(CURRENT_EDITION.transversal).toHaveLength(2);
    expect(professional.flatMap((competency) => competency.criteria)).toHaveLength(35);
    expect(criteria).toHaveLength(40);
});

test("TP-01414-01 has the referential's words in the referential's order", () => {
    expect(JSON.stringify(texts(professional))).toBe(JSON.stringify(RE_3_2));
    expect(JSON.stringify(texts(CURRENT_EDITION.transversal))).toBe(JSON.stringify(REAC_TRANSVERSAL));
});

test("TP-01414-01: the project covers CP2, CP7 and CP10, and only CP11 is assessed in writing", () => {
    expect(professional.filter(({ compulsory }) => compulsory).map(({ id }) => id)).toEqual(["CP2", "CP7", "CP10"]);
    const written = professional.filter(({ assessedBy }) => assessedBy.includes("written questionnaire"));
    expect(written.map(({ id }) => id)).toEqual(["CP11"]);
    const interviewed = professional.filter(({ assessedBy }) => assessedBy.includes("technical interview"));
    expect(interviewed.map(({ id }) => id)).toEqual(professional.slice(1, 10).map(({ id }) => id));
});

test("TP-01414-01: the exam lasts 2 h 05, and transversal competencies are assessed through professional ones", () => {
    expect(CURRENT_EDITION.exam.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(125);
    const ids = professional.map(({ id }) => id);
    for (const { assessedThrough } of CURRENT_EDITION.transversal) {
        expect(assessedThrough.filter((id) => !ids.includes(id))).toEqual([]);
    }
});

test("a criterion names its competency", () => {
    expect(
        criteria.every(({ id }) => all.some((c) => c.id === competencyOf(id) && c.criteria.some((x) => x.id === id))),
    ).toBe(true);
});

test("an edition that does not exist is refused with the ones that do", () => {
    expect(() => editionById("TP-01414-02")).toThrow('There is no edition "TP-01414-02". Editions: TP-01414-01.');
});
