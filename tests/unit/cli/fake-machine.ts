/** A machine of its own for a test: empty directories for data and cache, and a `docker` that only knows what it is told. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { environmentDir } from "../../../setup/paths";

/** Objects lie as files under objects/ENVIRONMENT/, named KIND-ID; networks also as documents under networks/. */
const DOCKER = `#!/bin/sh
cd "$(dirname "$0")/../docker" || exit 1
echo "$*" >> calls
if [ -f refusal ]; then cat refusal >&2; exit 1; fi
for last; do case $last in label=plateau.environment=*) env=\${last##*=} ;; esac; done
list() { ls "objects/$env" 2>/dev/null | sed -n "s/^$1-//p"; }
# Every object of a kind with its label, as --format asks for it.
describe() {
    for file in objects/*/"$1"-*; do
        [ -e "$file" ] || continue
        env=$(basename "$(dirname "$file")") id=\${file##*/"$1"-}
        case $1 in
        container) printf '%s\\t%s\\t%s\\t%s\\t%s\\n' "$id" "plateau-$id" image running "$env" ;;
        network) printf '%s\\t%s\\t%s\\t%s\\n' "$id" "plateau-$id" bridge "$env" ;;
        volume) printf '%s\\t%s\\t%s\\t%s\\n' "$id" local "/volumes/$id/_data" "$env" ;;
        esac
    done
}
case "$*" in
"ps --all --no-trunc --format {{.ID}} {{.Mounts}}"*) for id in $(list container); do printf '%s %s\\n' "$id" "$(list volume | paste -sd , -)"; done; exit ;;
"ps --all --no-trunc --format"*) describe container; exit ;;
"network ls --no-trunc --format"*) describe network; exit ;;
"volume ls --format"*) describe volume; exit ;;
esac
case "$1 $2" in
"info --format") case $3 in *Root*) cat root ;; *) cat version ;; esac ;;
"network ls") if [ "$env" ]; then list network; else ls networks; fi ;;
"network inspect") shift 4; for id; do cat "networks/$id" && echo || exit 1; done ;;
"volume ls") list volume ;;
"ps "*) list container ;;
"rm "*) [ -f stubborn ] || rm -f objects/*/container-"$last" ;;
"volume rm") shift 3; for id; do rm -f objects/*/volume-"$id"; done ;;
"network rm") rm -f objects/*/network-"$last" networks/"$last" ;;
"kill "*) ;;
*) exit 1 ;;
esac
`;

export class FakeMachine {
    readonly home = mkdtempSync(path.join(os.tmpdir(), "plateau-machine-"));
    private readonly before = { PATH: process.env.PATH, XDG_DATA_HOME: process.env.XDG_DATA_HOME, XDG_CACHE_HOME: process.env.XDG_CACHE_HOME };

    constructor() {
        for (const dir of ["bin", "docker/networks", "docker/objects", "repository"]) mkdirSync(path.join(this.home, dir), { recursive: true });
        writeFileSync(path.join(this.home, "bin", "docker"), DOCKER, { mode: 0o755 });
        this.docker("version", "20.10.24");
        this.docker("root", this.home);
        process.env.PATH = `${path.join(this.home, "bin")}:${this.before.PATH}`;
        process.env.XDG_DATA_HOME = path.join(this.home, "data");
        process.env.XDG_CACHE_HOME = path.join(this.home, "cache");
    }

    remove(): void {
        Object.assign(process.env, this.before);
        for (const name of ["XDG_DATA_HOME", "XDG_CACHE_HOME"] as const) if (this.before[name] === undefined) delete process.env[name];
        rmSync(this.home, { recursive: true });
    }

    /** What the engine answers: "version", "root", or "refusal", with which it refuses everything; "stubborn" keeps containers. */
    docker(file: "version" | "root" | "refusal" | "stubborn", text: string): void {
        writeFileSync(path.join(this.home, "docker", file), text);
    }

    /** Everything that the engine was asked. */
    get calls(): string {
        return readFileSync(path.join(this.home, "docker", "calls"), "utf8");
    }

    network(id: string, name: string, subnet: string, environment?: string): void {
        const document = { Id: id, Name: name, Labels: environment ? { "plateau.environment": environment } : {}, Options: {}, IPAM: { Config: [{ Subnet: subnet }] } };
        writeFileSync(path.join(this.home, "docker", "networks", id), JSON.stringify(document));
        if (environment) this.object(environment, "network", id);
    }

    object(environment: string, kind: "container" | "volume" | "network", id: string): void {
        const dir = path.join(this.home, "docker", "objects", environment);
        mkdirSync(dir, { recursive: true });
        writeFileSync(path.join(dir, `${kind}-${id}`), "");
    }

    /** Writes a specification into the repository that the test has in place of the real one. */
    specification(environment: string, text: string): void {
        writeFileSync(path.join(this.home, "repository", `Pulumi.${environment}.yaml`), text);
    }

    /** Writes a file of an environment; returns its path. */
    stored(environment: string, file: string, text: string): string {
        const target = path.join(environmentDir(environment), file);
        mkdirSync(path.dirname(target), { recursive: true });
        writeFileSync(target, text);
        return target;
    }

    /** An environment that has come up: record, passphrase, state and the backup of it. */
    environment(name: string, changes: object = {}): void {
        const record = { name, target: "local", network: "10.100.0.0/16", createdAt: "2026-11-25T03:00:00.000Z", pluginKind: "plateau", ...changes };
        const state = JSON.stringify({ version: 3, checkpoint: { stack: name, latest: { resources: [{ urn: "urn:pulumi:a" }] } } });
        this.stored(name, "environment.json", JSON.stringify(record));
        this.stored(name, "passphrase", "not a secret");
        this.stored(name, STATE(name), state);
        this.stored(name, `${STATE(name)}.bak`, state);
    }
}

/** Where the engine keeps the state, within an environment's directory. */
export const STATE = (name: string) => `state/.pulumi/stacks/plateau/${name}.json`;

/** The fault of work that has to fail. */
export async function faultOf(work: () => unknown): Promise<{ code: string; message: string; remedy: string; exitStatus: number }> {
    try {
        await work();
    } catch (error) {
        return error as { code: string; message: string; remedy: string; exitStatus: number };
    }
    throw new Error("nothing was refused");
}
