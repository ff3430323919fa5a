/** usage: set-up-program.ts TOOL… — makes the tools in the cache as set-up does, in a process of its own. */
import { buildGoTool, GO_TOOLS } from "../setup/go";
import { limiter, PARALLEL_BUILDS } from "../setup/parallel";

const limit = limiter(PARALLEL_BUILDS);
const wanted = GO_TOOLS.filter(({ name }) => process.argv.includes(name));
void Promise.all(wanted.map((tool) => limit(() => buildGoTool(tool))));
