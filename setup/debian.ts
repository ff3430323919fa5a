/** Debian packages on the user's machine, installed only when something is missing. */
import { existsSync } from "node:fs";
import { exclusively } from "./cache";
import { SetupError } from "./errors";
import { CommandError, run } from "./run";

/** True where set-up may install packages itself. */
export function canInstallPackages(): boolean {
    return existsSync("/etc/debian_version") && process.getuid?.() === 0;
}

/** How long another program may keep the package database to itself, seconds: the system's own upgrades do so now and then. */
const LOCK_LIMIT = 120;

let updated: Promise<string> | undefined;

/**
 * Installs Debian packages.
 * @param purpose what is missing, as the user knows it
 * @throws SetupError that says what to install, where this user cannot
 */
export async function installDebianPackages(packages: readonly string[], purpose: string): Promise<void> {
    if (!canInstallPackages()) {
        const how = existsSync("/etc/debian_version") ? `Run: sudo apt-get install ${packages.join(" ")}` : `Install it with your system's package manager (Debian: ${packages.join(" ")}).`;
        throw new SetupError(packages[0] ?? purpose, `${purpose} is missing on this machine.`, how);
    }
    await exclusively("apt", async () => {
        const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
        const install = () => run("apt-get", ["install", "-qq", "-y", "--no-install-recommends", `--option=DPkg::Lock::Timeout=${LOCK_LIMIT}`, ...packages], { env });
        try {
            await (updated ??= run("apt-get", ["update", "-qq"], { env }));
            await install().catch(async (error: unknown) => {
                if (!(error instanceof CommandError) || !/dpkg was interrupted/.test(error.output)) throw error;
                await run("dpkg", ["--configure", "--pending"], { env }); // as apt asks for, after an installation that was killed
                await install();
            });
        } catch (error) {
            if (!(error instanceof CommandError)) throw error;
            throw new SetupError(packages[0] ?? purpose, `${purpose} is missing on this machine, and could not be installed: ${error.message}`, `Once this machine reaches Debian's packages, run: apt-get install ${packages.join(" ")}`);
        }
    });
}
