/** The page of the faults that a user can meet, from the catalogue. */
import { CATALOGUE } from "../../cli/errors";

const HEAD = `# Faults and what to do about them

Every expected fault is one sentence, with what to do below it; \`--verbose\` shows the whole output of what failed. Anything
else is a bug and prints its stack. Exit statuses: 1 the work failed, 2 the command was wrong, 3 the machine lacks
something, 4 the environment is busy, 130 interrupted. Generated from [the catalogue](../../cli/errors.ts).

| code | status | when | what to do |
|---|---|---|---|
`;

export function errorsPage(): string {
    return HEAD + Object.entries(CATALOGUE).map(([code, { exitStatus, when, remedy }]) => `| ${code} | ${exitStatus} | ${when} | ${remedy} |\n`).join("");
}
