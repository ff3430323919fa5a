/** A table in Markdown. */
export type Row = readonly string[];

export function table(heads: Row, rows: readonly Row[]): string {
    const line = (cells: Row) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}

export const code = (text: string): string => `\`${text}\``;
