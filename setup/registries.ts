/** The package registries as this machine's own clients are configured: what a filtered network has to let through. */
import * as path from "node:path";
import { findEntry } from "./cache";
import { findGoOnMachine } from "./go";
import { findAnsible } from "./python";
import { run, succeeds } from "./run";
import { versions } from "./versions";

export interface Registry {
    readonly service: string;
    /** What set-up gets there. */
    readonly gives: string;
    /** Addresses as the client has them; none where the client is not there yet. */
    readonly urls: readonly string[];
}

/** Asks each client; nothing is sent anywhere. */
export async function configuredRegistries(): Promise<Registry[]> {
    const [debian, npm, python, go] = await Promise.all([debianUrls(), npmUrls(), pythonUrls(), goUrls()]);
    return [
        { service: "Debian packages", gives: "programs of this machine, content of the images", urls: debian },
        { service: "npm", gives: "Node.js, npm packages", urls: npm },
        { service: "Python packages (PyPI)", gives: "Ansible; Go, where the machine has none", urls: python },
        { service: "Go modules", gives: "source of the tools that are built", urls: go },
    ];
}

/** The proxy that clients are told of by the environment; apt and npm may have one of their own. */
export function configuredProxy(env = process.env): string | undefined {
    return env.https_proxy || env.HTTPS_PROXY || env.http_proxy || env.HTTP_PROXY;
}

const lines = (text: string) => [...new Set(text.split("\n").map((line) => line.trim()).filter(Boolean))];
const ask = (program: string, ...args: string[]) => run(program, args).catch(() => "");

async function debianUrls(): Promise<string[]> {
    const mirror = process.env.PLATEAU_DEBIAN_MIRROR; // for the images; without it mmdebstrap has its own default
    return lines([mirror ?? "", await ask("apt-get", "indextargets", "--format", "$(SITE)")].join("\n")).filter(isAddress);
}

const npmUrls = async () => lines(await ask("npm", "config", "get", "registry")).filter(isAddress);

/** The index, and where the default one keeps its files; another index says itself where its files are. */
async function pythonUrls(): Promise<string[]> {
    const venv = await findAnsible();
    const python = venv && !(await succeeds("/usr/bin/python3", ["-c", "import pip"])) ? path.join(venv, "python") : "/usr/bin/python3";
    const settings = await ask(python, "-m", "pip", "config", "list");
    const set = [...settings.matchAll(/index-url='([^']+)'/g)].map(([, url]) => url!);
    if (set.length > 0) return set;
    const defaults = "from pip._internal.models.index import PyPI; print(PyPI.simple_url); print('https://' + PyPI.file_storage_domain)";
    return lines(await ask(python, "-c", defaults));
}

/** Without the words "direct" and "off". No checksum database: every go.sum here is complete, so that none is asked. */
async function goUrls(): Promise<string[]> {
    const own = await findGoOnMachine();
    const fromPyPI = findEntry("go", versions.go.version);
    const directory = own?.directory ?? (fromPyPI && path.join(fromPyPI, "bin"));
    return directory ? (await ask(path.join(directory, "go"), "env", "GOPROXY")).split(/[,|]/).filter(isAddress) : [];
}

const isAddress = (text: string) => /^https?:/.test(text);
