/** Tags of the provider and of a resource together: the resource's own win. */
import type { Properties } from "../kit/types";

export function allTags(defaults: Readonly<Record<string, string>>, { tags }: Properties): Record<string, unknown> {
    return { ...defaults, ...(tags as Record<string, unknown> | undefined) };
}
