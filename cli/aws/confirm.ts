/** The question that stands before every environment that costs money. */
import { createInterface } from "node:readline/promises";
import { UserError } from "../errors";

/**
 * @param sentence what it costs
 * @throws UserError where the answer is not yes, or there is nobody to ask
 */
export async function confirmCost(sentence: string, signal: AbortSignal): Promise<void> {
    const refused = (why: string) => new UserError("NOT_CONFIRMED", why, sentence);
    if (!process.stdin.isTTY) throw refused(`Nobody is there to confirm the cost: ${sentence}`);
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    try {
        const answer = await terminal.question(`${sentence}\nMake it? Only "yes" will do: `, { signal });
        if (answer.trim().toLowerCase() !== "yes") throw refused("Not confirmed; nothing was made.");
    } finally {
        terminal.close();
    }
}
