/** File of the n-th piece of evidence (from 0) of a criterion, relative to the report's directory. */
export function evidenceFile(criterion: string, index: number): string {
    return `evidence/${criterion}/${String(index + 1).padStart(2, "0")}.txt`;
}
