/** Containers, networks, volumes and images, as the container engine tells them; each with its environment's label. */
import { engineIsInstalled } from "../../../setup/engine";
import { inspectAll } from "../../inspect";
import { NotFound, outputOf, type Item, type Reading } from "../reading";

/** The engine gives the label's whole value, whatever is in it or in the labels beside it. */
const LABEL = '{{.Label "plateau.environment"}}';

/** What the engine makes for itself. */
const BUILT_IN = ["bridge", "host", "none"];

export async function readContainers(): Promise<Reading> {
    const lines = await list(["ps", "--all", "--no-trunc"], ["{{.ID}}", "{{.Names}}", "{{.Image}}", "{{.State}}", LABEL]);
    const whereabouts = await whereaboutsOf(lines.map(([id = ""]) => id));
    return {
        items: lines.map(([id = "", name = "", image, state, environment]) => ({
            id,
            name,
            detail: `${image}, ${state}`,
            container: id,
            ...whereabouts.get(id),
            ...labelled(environment),
        })),
    };
}

export async function readNetworks(): Promise<Reading> {
    const lines = await list(["network", "ls", "--no-trunc"], ["{{.ID}}", "{{.Name}}", "{{.Driver}}", LABEL]);
    return {
        items: lines.map(([id = "", name = "", detail, environment]) => ({
            id,
            name,
            detail,
            // The name that the engine gives a bridge unless the user chose one, which Plateau never does.
            ...(BUILT_IN.includes(name) ? { by: "engine" as const } : { bridges: [`br-${id.slice(0, 12)}`] }),
            ...labelled(environment),
        })),
    };
}

export async function readVolumes(): Promise<Reading> {
    const lines = await list(["volume", "ls"], ["{{.Name}}", "{{.Driver}}", "{{.Mountpoint}}", LABEL]);
    return { items: lines.map(([name = "", detail, place = "", environment]) => ({ id: name, name, detail, places: [place], ...labelled(environment) })) };
}

export async function readImages(): Promise<Reading> {
    const lines = await list(["image", "ls", "--no-trunc"], ["{{.ID}}", "{{.Repository}}:{{.Tag}}"]);
    return { items: lines.map(([id, name = ""]) => ({ id: `${name} ${id}`, name, ...(name.startsWith("plateau/") ? { by: "plateau" as const } : {}) })) };
}

/** The fields of everything that the engine lists. */
async function list(command: readonly string[], fields: readonly string[]): Promise<string[][]> {
    const text = await ask([...command, "--format", fields.join("\t")]);
    return text.split("\n").filter(Boolean).map((line) => line.split("\t"));
}

/** What the engine tells of where a container is, separated by spaces: none is in a path of its own or an address. */
const WHEREABOUTS = "{{.Id}} {{.GraphDriver.Data.MergedDir}} {{.NetworkSettings.SandboxKey}} {{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}";

/** Where the engine mounts the file system and the network of each container, and its addresses. */
async function whereaboutsOf(ids: readonly string[]): Promise<Map<string, Pick<Item, "places" | "addresses">>> {
    const lines = await inspectAll((asked) => ask(["container", "inspect", "--format", WHEREABOUTS, ...asked]), ids);
    return new Map(
        lines.map((line) => {
            const [id = "", ...words] = line.split(" ").filter(Boolean);
            const places = words.filter((word) => word.startsWith("/")).map((place) => place.replace(/^\/var\/run\//, "/run/"));
            return [id, { places, addresses: words.filter((word) => /^[0-9.]+$/.test(word)) }];
        }),
    );
}

/** @throws where an engine may have something and does not tell; one that is not installed has nothing */
async function ask(args: readonly string[]): Promise<string> {
    return outputOf("docker", args).catch((error: unknown) => {
        if (error instanceof NotFound && !engineIsInstalled()) return "";
        throw error;
    });
}

const labelled = (environment?: string): Pick<Item, "environment"> => (environment ? { environment } : {});
