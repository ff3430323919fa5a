/** An estimate as text: for the terminal, and as the one sentence that `up` asks with. */
import { assumptionsOf, type Amounts, type Estimate } from "./estimate";
import { MAX_AGE_MONTHS } from "./prices";

/** What an hour, a day and a month cost, in one sentence: "at least $0.31 an hour, $7.40 a day, $225.10 a month". */
export function costSentence({ total, lowerBound }: Pick<Estimate, "total" | "lowerBound">): string {
    return `${lowerBound ? "at least " : ""}$${dollars(total.hour)} an hour, $${dollars(total.day)} a day, $${dollars(total.month)} a month`;
}

/** Everything that an estimate knows, and everything that it does not. */
export function costReport(title: string, estimate: Estimate): string {
    return [
        `${title}: ${costSentence(estimate)} (region ${estimate.region}; USD without taxes and free tier).`,
        "",
        ...table(estimate),
        ...section("Assumed in a month of 730 hours, for the whole environment:", assumptionsOf(estimate).map(({ amount, unit, name, because }) => `${amount} ${unit} ${name} (${because})`)),
        ...section("Missing prices, not in the sum:", estimate.missing.map(({ key, quantity }) => `${key} × ${rounded(quantity)}`)),
        ...section("Charged for, but the program does not say how much:", counted(estimate.unclear)),
        ...section("Not estimated, since the estimate does not know the type:", counted(estimate.notEstimated)),
        ...section(`Figures older than ${MAX_AGE_MONTHS} months, from:`, estimate.old.map(({ address, date }) => `${date} ${address}`)),
        ...section("Free:", free(estimate)),
        ...section("Shown by:", sources(estimate)),
    ].join("\n");
}

/** The services of an estimate, with the sum. */
function table({ lines, total, lowerBound }: Estimate): string[] {
    const services = [...Map.groupBy(lines, ({ service }) => service)];
    const rows = services.flatMap(([service, all]) => [
        row(service, sum(all)),
        ...all.map((line) => row(`  ${line.key.slice(service.length + 1)}  ${rounded(line.quantity)} × $${line.usd} ${an(line.unit)}${line.assumed ? " (assumed)" : ""}`, line)),
    ]);
    return [["".padEnd(NAME), ...["hour", "day", "month"].map((word) => word.padStart(FIGURE))].join(" "), ...rows, row(lowerBound ? "total, at least" : "total", total)];
}

/** Widths of the table, characters; a longer name moves its row's figures. */
const NAME = 60;
const FIGURE = 9;

function row(name: string, { hour, day, month }: Amounts): string {
    return [name.padEnd(NAME), ...[hour, day, month].map((usd) => dollars(usd).padStart(FIGURE))].join(" ");
}

function sum(all: readonly Amounts[]): Amounts {
    const of = (period: keyof Amounts) => all.reduce((total, amounts) => total + amounts[period], 0);
    return { hour: of("hour"), day: of("day"), month: of("month") };
}

function section(title: string, entries: readonly string[]): string[] {
    return entries.length > 0 ? ["", title, ...entries.map((entry) => `  ${entry}`)] : [];
}

function counted(names: Readonly<Record<string, number>>): string[] {
    return Object.entries(names).map(([name, times]) => (times > 1 ? `${name} × ${times}` : name));
}

function free({ free: types }: Estimate): string[] {
    const all = Object.values(types).reduce((total, times) => total + times, 0);
    return all > 0 ? [`${all} resources of ${Object.keys(types).length} types, which --json names`] : [];
}

function sources({ lines }: Estimate): string[] {
    return [...new Set(lines.map(({ shown }) => `${shown.date} ${shown.address}`))].sort().reverse();
}

/** Cents, but tenths of a cent below a dime: an hour of the smallest things is less than a cent. */
function dollars(usd: number): string {
    return usd < 0.1 ? usd.toFixed(4) : usd.toFixed(2);
}

/** "an hour", "a month". */
const an = (unit: string): string => `${["hour", "LCU-hour"].includes(unit) ? "an" : "a"} ${unit}`;

const rounded = (quantity: number): string => String(Math.round(quantity * 100) / 100);
