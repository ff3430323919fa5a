/** usage: floor-program.ts DIRECTORY RESOURCES PLUGIN — one `up` of that many passwords, in a process of its own. */
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { Password } from "../infra/plateau/resources";

async function main(): Promise<void> {
    const [directory = "", count, plugin = ""] = process.argv.slice(2);
    const program = async () => {
        for (let n = 0; n < Number(count) - 1; n++) new Password(`password-${n}`); // the stack is one more
    };
    const plugins = { providers: [{ name: "plateau", path: plugin }] };
    const projectSettings = { name: "floor", runtime: "nodejs" as const, backend: { url: `file://${directory}` }, plugins };
    const stack = await LocalWorkspace.createOrSelectStack(
        { stackName: "floor", projectName: "floor", program },
        { workDir: directory, secretsProvider: "passphrase", projectSettings },
    );
    await stack.up({ parallel: 32 });
}

void main();
