/** What an edition of a professional title is made of: activities, competencies, criteria, and the exam. */
import { z } from "zod";

/** The jury reads French; `en` is a translation for readers of the code and carries no authority. */
export const textSchema = z.strictObject({ fr: z.string().min(1), en: z.string().min(1) });
export type Text = z.infer<typeof textSchema>;

const criterionSchema = z.strictObject({
    /** Competency and rank in the referential: "CP7.2", "CT1.1". */
    id: z.string().regex(/^C[PT]\d{1,2}\.\d$/),
    text: textSchema,
});
export type Criterion = z.infer<typeof criterionSchema>;

const criteriaSchema = z.array(criterionSchema).min(1);

/** How a jury assesses: the columns of the table in the evaluation referential, part 3.2. */
const assessmentSchema = z.enum(["project", "technical interview", "written questionnaire"]);
export type Assessment = z.infer<typeof assessmentSchema>;

const competencySchema = z.strictObject({
    id: z.string().regex(/^CP\d{1,2}$/),
    title: textSchema,
    assessedBy: z.array(assessmentSchema).min(1),
    /** Whether the candidate's project has to cover it. */
    compulsory: z.boolean(),
    criteria: criteriaSchema,
});

const transversalSchema = z.strictObject({
    id: z.string().regex(/^CT\d$/),
    title: textSchema,
    /** Professional competencies through which it is assessed; it has no test of its own. */
    assessedThrough: z.array(z.string()).min(1),
    criteria: criteriaSchema,
});

const activitySchema = z.strictObject({
    id: z.string().regex(/^AT\d$/),
    title: textSchema,
    competencies: z.array(competencySchema).min(1),
});

/** One part of the exam and its length. */
const examPartSchema = z.strictObject({ title: textSchema, minutes: z.int().positive() });

const day = z.iso.date();

export const editionSchema = z.strictObject({
    /** The title's code and vintage, as printed on every page of the referential. */
    id: z.string().regex(/^TP-\d{5}-\d{2}$/),
    title: textSchema,
    acronym: z.string(),
    /** Level in the French national framework of qualifications. */
    level: z.int(),
    /** Date of the order, and the days between which sessions can be held under it. */
    order: z.strictObject({ signed: day, published: day, inForce: day, registrationEnds: day }),
    activities: z.array(activitySchema).min(1),
    transversal: z.array(transversalSchema),
    exam: z.array(examPartSchema).min(1),
});

export type Activity = z.infer<typeof activitySchema>;
export type ProfessionalCompetency = z.infer<typeof competencySchema>;
export type TransversalCompetency = z.infer<typeof transversalSchema>;
export type Competency = ProfessionalCompetency | TransversalCompetency;
export type Edition = z.infer<typeof editionSchema>;

/** All competencies in the referential's order, the transversal ones last. */
export function competenciesOf(edition: Edition): Competency[] {
    return [...edition.activities.flatMap((activity) => activity.competencies), ...edition.transversal];
}

/** Competency that a criterion belongs to: "CP7.2" → "CP7". */
export function competencyOf(criterion: string): string {
    return criterion.slice(0, criterion.indexOf("."));
}
