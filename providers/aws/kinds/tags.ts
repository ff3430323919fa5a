/** Tags of the provider and of the resource together, in the shapes of AWS's services. */
import type { Properties } from "../../kit/types";

export type Tags = Record<string, string>;

export const tagsOf = (properties: Properties): Tags => (properties["tagsAll"] ?? {}) as Tags;

/** As most services want them. */
export const tagList = (tags: Tags): { Key: string; Value: string }[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** As a program reads them. AWS's own, such as those of an auto scaling group, are not the program's. */
export function readTags(tags: Tags = {}): { tags: Tags; tagsAll: Tags } {
    const given = Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith("aws:")));
    return { tags: given, tagsAll: given };
}

export const fromTagList = (list: readonly { Key?: string; Value?: string }[] = []): { tags: Tags; tagsAll: Tags } =>
    readTags(Object.fromEntries(list.map(({ Key = "", Value = "" }) => [Key, Value])));

/** Puts on what is there now, and takes off what is there no more. */
export async function retag(inputs: Properties, olds: Properties, changed: ReadonlySet<string>, put: (tags: Tags) => Promise<unknown>, remove: (keys: string[]) => Promise<unknown>): Promise<void> {
    if (!changed.has("tagsAll")) return;
    const tags = tagsOf(inputs);
    const gone = Object.keys(tagsOf(olds)).filter((key) => !(key in tags));
    if (gone.length > 0) await remove(gone);
    if (Object.keys(tags).length > 0) await put(tags);
}
