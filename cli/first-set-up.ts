import { findGoTool } from "../setup/go";
import type { Progress } from "../setup/progress";

/** The tool that takes longest to build. */
const LONGEST = "kubernetes";

/** Says how long a machine's first set-up takes, before it begins: a single line of progress may then stand for many minutes. */
export async function announceFirstSetUp(progress: Pick<Progress, "note">): Promise<void> {
    if (await findGoTool(LONGEST)) return;
    progress.note("The first set-up of a machine makes its tools and images: up to half an hour on two cores with nothing else to do. It can be interrupted; what is made is kept.");
}
