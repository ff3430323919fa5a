/** All verbs. Each is loaded when it is asked for: some bring the whole engine, which takes longer than others take to run. */
import type { Verb } from "./verb";

type Load = () => Promise<Verb>;

/** In the order in which help lists them. */
const FOR_PEOPLE: Readonly<Record<string, Load>> = {
    up: async () => (await import("./up")).up,
    verify: async () => (await import("./verify")).verify,
    down: async () => (await import("./down")).down,
    list: async () => (await import("./list")).list,
    status: async () => (await import("./status")).status,
    preview: async () => (await import("./preview")).preview,
    cost: async () => (await import("./cost")).cost,
    doctor: async () => (await import("./doctor")).doctor,
    export: async () => (await import("./export")).exportVerb,
    import: async () => (await import("./import")).importVerb,
    bundle: async () => (await import("./bundle")).bundle,
    aws: async () => (await import("./aws")).aws,
    test: async () => (await import("./test")).test,
    completion: async () => (await import("./completion")).completion,
};

const HIDDEN: Readonly<Record<string, Load>> = {
    complete: async () => (await import("./completion")).complete(() => all(FOR_PEOPLE)),
    provider: async () => (await import("./provider")).provider,
};

const ALL = new Map(Object.entries({ ...FOR_PEOPLE, ...HIDDEN }));

/** The verb of that name alone, or all of them where there is none. */
export async function loadVerbs(name: string | undefined): Promise<readonly Verb[]> {
    const load = ALL.get(name ?? "");
    return load ? [await load()] : all(Object.fromEntries(ALL));
}

function all(verbs: Readonly<Record<string, Load>>): Promise<Verb[]> {
    return Promise.all(Object.values(verbs).map((load) => load()));
}
