/** Programs of this machine that come from Debian packages, installed where they are missing. */
import { installDebianPackages } from "./debian";
import { succeeds } from "./run";

/** What registry and certificates need at every `up`: program → Debian package. */
const PROGRAMS: Readonly<Record<string, string>> = { skopeo: "skopeo", ssh: "openssh-client", git: "git" };

/** What a server's image is made with. */
const OF_IMAGES: Readonly<Record<string, string>> = { mmdebstrap: "mmdebstrap" };

export const ensurePrograms = (): Promise<void> => ensure(PROGRAMS);

let ofImages: Promise<void> | undefined;

/** Only for those who make an image: a machine that got its images in a bundle goes without. Several are made at once. */
export const ensureProgramsOfImages = (): Promise<void> => (ofImages ??= ensure(OF_IMAGES));

/**
 * Debian packages of the programs that this machine lacks.
 * @param makesImages images have to be made, too
 */
export function missingPackages(makesImages: boolean): Promise<string[]> {
    return missingOf(makesImages ? { ...OF_IMAGES, ...PROGRAMS } : PROGRAMS);
}

async function ensure(programs: Readonly<Record<string, string>>): Promise<void> {
    const missing = await missingOf(programs);
    if (missing.length > 0) await installDebianPackages(missing, missing.join(", "));
}

async function missingOf(programs: Readonly<Record<string, string>>): Promise<string[]> {
    const found = await Promise.all(Object.entries(programs).map(async ([program, pkg]) => ({ pkg, there: await isInstalled(program) })));
    return found.filter(({ there }) => !there).map(({ pkg }) => pkg);
}

/** True where a program of this name is found by `PATH`. */
export const isInstalled = (program: string): Promise<boolean> => succeeds("sh", ["-c", 'command -v "$1"', "find", program]);
