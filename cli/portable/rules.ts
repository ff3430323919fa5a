/** The rules that Prometheus evaluates, as the files that it reads. */
import { NAMESPACE } from "../../monitoring/identity";
import type { Inside } from "./inside";

const RULES_FILE = /^[a-z-]+\.rules\.yaml$/;

interface ConfigMap {
    readonly data?: Readonly<Record<string, string>>;
}

/** By file name. */
export async function rulesIn({ lab }: Inside): Promise<Map<string, string>> {
    const { items } = await lab.kubernetes<{ items: ConfigMap[] }>(`/api/v1/namespaces/${NAMESPACE}/configmaps`);
    return new Map(items.flatMap(({ data = {} }) => Object.entries(data)).filter(([name]) => RULES_FILE.test(name)));
}
