/** What registries-alone.test.ts runs in its box: "quick" sets up what is quick, "whole" everything. */
import { ensureEngine } from "../../../setup/engine";
import { buildGoTool, GO_TOOLS } from "../../../setup/go";
import { buildImage, IMAGES } from "../../../setup/images";
import { setUpMachine } from "../../../setup/machine";
import { buildTypeScriptPlugins } from "../../../setup/plugins";
import type { Progress } from "../../../setup/progress";
import { ansible } from "../../../setup/python";

/** Has an official download, and is the quickest to build of those that have. */
const TOOL = "etcd";

/** Says on one line what each step took. */
const progress: Progress = {
    async step(title, work) {
        const since = Date.now();
        const result = await work({ status: () => undefined });
        console.log(JSON.stringify({ title, seconds: Math.round((Date.now() - since) / 1000) }));
        return result;
    },
    note: (text) => console.log(JSON.stringify({ note: text })),
};

async function quick(): Promise<void> {
    await progress.step("engine", ensureEngine);
    await progress.step("Ansible", () => ansible());
    await progress.step("plugins", () => buildTypeScriptPlugins());
    const tool = progress.step(TOOL, () => buildGoTool(GO_TOOLS.find(({ name }) => name === TOOL)!));
    for (const recipe of IMAGES.filter(({ tools }) => !tools)) await progress.step(`image ${recipe.name}`, () => buildImage(recipe, {}, {}));
    await tool;
}

const work = process.argv[2] === "whole" ? setUpMachine(progress) : quick();
work.then(() => process.exit(0), (error: unknown) => {
    console.log(error);
    process.exit(1);
});
