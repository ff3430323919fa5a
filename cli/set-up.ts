import { findGoTool } from "../setup/go";
import { setUpMachine, type Machine } from "../setup/machine";

/** The tool that takes longest to build. */
const LONGEST = "kubernetes";

/** Sets up the machine, and says before the first time how long that takes: a single line of progress may then stand for many minutes. */
export async function setUp(...[progress, ...which]: Parameters<typeof setUpMachine>): Promise<Machine> {
    if (!(await findGoTool(LONGEST))) progress.note("The first set-up of a machine makes its tools and images: up to half an hour on two cores with nothing else to do. It can be interrupted; what is made is kept.");
    return setUpMachine(progress, ...which);
}
