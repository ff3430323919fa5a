/** What can be wrong with a machine: a sentence and what to do about it. */
export class SetupError extends Error {
    constructor(
        /** Which prerequisite: the word that `doctor` lists it under. */
        readonly prerequisite: string,
        sentence: string,
        readonly remedy: string,
    ) {
        super(sentence);
    }
}
