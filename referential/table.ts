/** Reads what kubectl prints with `-o custom-columns`. */

/** Cells by column; a value that an object does not have is undefined. */
export type Row<Column extends string> = Readonly<Record<Column, string | undefined>>;

/** No column may hold white space: take another one, or the whole object as JSON. */
export function parseTable<Column extends string>(columns: readonly Column[], text: string): Row<Column>[] {
    const [, ...lines] = text.trimEnd().split("\n");
    return lines
        .filter((line) => line.trim() !== "")
        .map((line) => {
            const cells = line.trim().split(/\s+/);
            if (cells.length !== columns.length) throw new Error(`${columns.length} columns expected, seen: ${line}`);
            const entries = columns.map((column, index) => [
                column,
                cells[index] === "<none>" ? undefined : cells[index],
            ]);
            return Object.fromEntries(entries) as Row<Column>;
        });
}
