/** Everything that the program declares, by type. Components, which only hold others, are left out. */
import type { Declared } from "../../../infra/declared/program";
import { code, type Row } from "./table";

const COMPONENT = /^(plateau:(?!index:(Certificate|CertificateAuthority|Password|Playbook|RegistryImage|SshKeyPair)$)|pulumi:)/;

export function resourcesOf(declared: readonly Declared[]): Row[] {
    const made = declared.filter(({ type }) => !COMPONENT.test(type));
    const types = [...Map.groupBy(made, ({ type }) => type)].sort(([a], [b]) => a.localeCompare(b, "en"));
    return [
        ...types.map(([type, all]): Row => [code(type), String(all.length), all.map(({ name }) => name).sort((a, b) => a.localeCompare(b, "en", { numeric: true })).join(", ")]),
        ["**=**", String(made.length), ""],
    ];
}
