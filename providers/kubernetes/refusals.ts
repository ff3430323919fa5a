/** What to do instead of what only the official plugin has, by how its token begins or ends. */
const INSTEAD: readonly [RegExp, string][] = [
    [
        /^kubernetes:helm(\.sh\/|:)/,
        'Render the chart ("helm template") and give its text to kubernetes.yaml.ConfigGroup, which makes plain objects of it.',
    ],
    [
        /^kubernetes:kustomize[:/]/,
        'Build it ("kubectl kustomize") and give its text to kubernetes.yaml.ConfigGroup, which makes plain objects of it.',
    ],
    [/^kubernetes:yaml\//, "kubernetes.yaml.ConfigFile and ConfigGroup, without v2, are supported."],
    [/Patch$/, "Declare the whole object, and take it over with the resource option \"import\" where it exists."],
    [/List$/, "Declare each of its objects by itself."],
];

/** The way out that the refusal of a type or function names. */
export function insteadOf(token: string): string {
    const [, advice] = INSTEAD.find(([pattern]) => pattern.test(token)) ?? [];
    return `${advice ?? "It supports plain Kubernetes objects, custom ones included."} The official plugin has it.`;
}

/** The same for the arguments of `kubernetes.Provider` that would be ignored. */
const INSTEAD_OF_SETTINGS: Readonly<Record<string, string>> = {
    alwaysRender: "Nothing is rendered to files here.",
    renderYamlToDirectory: "Objects go to a cluster; kubectl writes them to files from there.",
    helmReleaseSettings: "There is no Helm release here to have settings.",
    kubeClientSettings: "Requests are not held back; the resource option customTimeouts limits an operation.",
    skipUpdateUnreachable: "An update waits for its cluster; deleteUnreachable forgets the objects of one that is gone.",
};

/** Names an argument of the provider, and what to do about it. */
export function refusedSetting(name: string): string {
    const advice = INSTEAD_OF_SETTINGS[name];
    return `This kubernetes plugin does not support "${name}"; the official one may. ${advice ? `${advice} ` : ""}Leave it out.`;
}
