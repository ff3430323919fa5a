/** The faults that a user can meet: code, sentence, remedy, exit status. Anything else is a bug and says so. */

/** Exit statuses: 1 the work failed, 2 the command was wrong, 3 the machine lacks something, 4 the environment is busy. */
export const CATALOGUE = {
    USAGE: { exitStatus: 2, when: "An unknown verb, option or criterion.", remedy: '"./plateau --help" lists the verbs and their options.' },
    ENVIRONMENT_NAME: { exitStatus: 2, when: "The name given with --env cannot be a host name.", remedy: "Use lower-case letters, digits and hyphens, at most 20 characters, beginning with a letter." },
    SPECIFICATION: { exitStatus: 2, when: "Pulumi.NAME.yaml has faults; each is named with its path.", remedy: "docs/en/specification.md lists every setting." },
    OTHER_TARGET: { exitStatus: 2, when: "The environment is there already, and runs on another target than the one that is asked for.", remedy: 'Give the other one a name of its own with --env, or take this one down first: "./plateau down".' },
    MACHINE: { exitStatus: 3, when: "A prerequisite is missing or cannot be used; the sentence names it and says what to do.", remedy: '"./plateau doctor" shows what this machine has and lacks.' },
    PORT_IN_USE: { exitStatus: 3, when: "Another program listens on a port that the environment publishes.", remedy: "End the program that listens there, or give the environment another network (plateau:network in its specification)." },
    ADDRESS_IN_USE: { exitStatus: 3, when: "The environment's network overlaps a Docker network, a route or an address of the machine; it is named.", remedy: 'Remove what has it, or give the environment another network (plateau:network in its specification; "./plateau down" first, if it exists).' },
    NO_NETWORK_LEFT: { exitStatus: 3, when: "All 64 networks of the address plan belong to environments, or are in use otherwise.", remedy: '"./plateau list" shows the environments; take one down.' },
    DISK_FULL: { exitStatus: 3, when: "There is too little free disk to begin, or it became full while the command worked.", remedy: "Free some space, then run the command again: it takes over what is whole, and makes anew what is not." },
    MEMORY_LOW: { exitStatus: 3, when: "Less than 2 GiB of memory are available for an environment that does not run yet.", remedy: "End other programs, or take another environment down." },
    CLOCK_WRONG: { exitStatus: 3, when: "The machine's clock is before the day on which this version was made.", remedy: 'Set the clock (as root: timedatectl set-ntp true, or date --set "2026-12-31 10:00"), then run the command again.' },
    BUSY: { exitStatus: 4, when: "Another run is changing the environment.", remedy: "Wait for it to end." },
    NOT_FOUND: { exitStatus: 1, when: "The environment does not exist on this machine.", remedy: '"./plateau list" shows the environments; "./plateau up" makes one.' },
    INCOMPLETE: { exitStatus: 1, when: "The environment has not come up whole yet, so there is no way into it.", remedy: '"./plateau up" completes it.' },
    NOT_RUNNING: { exitStatus: 1, when: "No server of the environment runs, as after a restart of the machine.", remedy: '"./plateau up" starts them again, with all that they had.' },
    NOT_RECOVERED: { exitStatus: 1, when: "Servers that had stopped run again, but the environment did not become whole; what is missing is named.", remedy: '"./plateau up" waits again; "./plateau verify CP7.1 CP6" shows what does not work; "./plateau up --refresh" repairs what was changed.' },
    RECORD_DAMAGED: { exitStatus: 1, when: "The file that records an environment is not one; it is named.", remedy: '"./plateau down" finds what belongs to the environment by label; then "./plateau up" makes it anew.' },
    STATE_DAMAGED: { exitStatus: 1, when: "The state of an environment cannot be read; its file is named.", remedy: 'Put the backup back that lies beside it (.bak), then run the command again; or take the environment down: "./plateau down" finds what belongs to it by label.' },
    PASSPHRASE_LOST: { exitStatus: 1, when: "The key of the secrets in the state is missing, empty or another one.", remedy: 'Put the file back if there is a copy; otherwise "./plateau down" finds what belongs to the environment by label, and "./plateau up" makes it anew.' },
    OTHER_VERSION: { exitStatus: 1, when: "A later version of Plateau has changed the environment.", remedy: 'Use that version, or take the environment down and make it anew with this one: "./plateau down", "./plateau up".' },
    PROVISIONING: { exitStatus: 1, when: "The engine or a resource failed; each failure is named with its resource.", remedy: '"./plateau up" may be run again: it takes over what is there. --verbose shows every step.' },
    BUNDLE_DAMAGED: { exitStatus: 1, when: "The file given to `bundle --load` is none that `bundle` wrote, or was cut off or changed since.", remedy: 'Copy it again ("sha256sum" tells whether both copies are the same), or write it anew: "./plateau bundle".' },
    BUNDLE_OTHER: { exitStatus: 1, when: "The bundle was written for another architecture, or by a version of Plateau that needs other tools or images.", remedy: 'Write one with this version on a machine like this one: "./plateau bundle".' },
    AWS_CREDENTIALS: { exitStatus: 3, when: "AWS is asked without credentials, or with ones that it does not take or no longer takes.", remedy: "Give them as for AWS's own command: AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; \"aws sts get-caller-identity\" shows whether they hold." },
    AWS_ACCOUNT: { exitStatus: 2, when: "The credentials lead to another account than the one that the specification names.", remedy: "Choose the other credentials (AWS_PROFILE), or correct plateau:aws.account." },
    AWS_PLUGIN: { exitStatus: 3, when: "Something is to be made on AWS, and the official plugin is neither on this machine nor to be downloaded; Plateau's own plans only.", remedy: 'Run the command where the official plugins can be downloaded; "./plateau preview --target aws" works everywhere.' },
    NOT_CONFIRMED: { exitStatus: 1, when: "Nobody confirmed the cost of an environment on AWS; nothing was made.", remedy: "Answer with yes, or give --yes where nobody can be asked." },
    AWS_QUOTA: { exitStatus: 1, when: "A quota of the account, or AWS's capacity in the region, does not suffice; what is missing is named.", remedy: "Have the quota raised, free what uses it, or choose another region or profile." },
    AWS_DENIED: { exitStatus: 1, when: "The credentials lack a right, or the account forbids a region; --verbose shows which.", remedy: '"./plateau aws rights" prints the IAM policies that the command needs; --region limits the search to regions that may be read.' },
    AWS_UNREACHABLE: { exitStatus: 3, when: "AWS does not answer: there is no way out of this network, or the region's name is wrong.", remedy: "Look at the network and at the name of the region, then run the command again." },
    PRICE_API: { exitStatus: 1, when: "AWS's Pricing API did not answer, or had none of the prices; the table of prices stays as it was.", remedy: 'Run "./plateau cost --refresh" again later. Without --refresh no network is needed.' },
    PRICE_FILE: { exitStatus: 1, when: "The user's own table of AWS prices is damaged; every fault is named.", remedy: 'Remove the file; "./plateau cost --refresh" writes it anew.' },
    EXPORT_DAMAGED: { exitStatus: 1, when: "The file given to `import` is none that `export` wrote, or was cut off or changed since.", remedy: 'Copy it again ("sha256sum" tells whether both copies are the same), or write it anew: "./plateau export".' },
    EXPORT_OTHER: { exitStatus: 1, when: "The export has a format, a migration of the application or a stage that there is no place for here; it is named.", remedy: "Use the version of the repository that the export comes from, or a later one; a stage that is missing, add to the specification of the environment." },
    EXPORT_KEY: { exitStatus: 1, when: "The export is encrypted, and the key given to `import` is missing, not readable or another one.", remedy: "Give the file that holds the key of the recipient: --identity FILE." },
    NOT_EMPTY: { exitStatus: 1, when: "The environment given to `import` has data of its own.", remedy: 'Import under another name (--env), or let the data go: --replace. "./plateau export" keeps it before.' },
    IMPORT_FAILED: { exitStatus: 1, when: "PostgreSQL did not take a dump; the stage is named, and its database is as it was.", remedy: '"./plateau import" may be run again; --verbose shows what PostgreSQL said.' },
    LEFT_BEHIND: { exitStatus: 1, when: "Something of the environment is left after `down`, and is named.", remedy: '"./plateau down" may be run again.' },
} as const satisfies Record<string, { exitStatus: number; when: string; remedy: string }>;

export type Code = keyof typeof CATALOGUE;

/** An expected fault: one sentence, what to do about it, and the rest for --verbose. */
export class UserError extends Error {
    readonly exitStatus: number;
    readonly remedy: string;

    constructor(
        readonly code: Code,
        sentence: string,
        /** Output of a failed program or a list of faults; shown below the sentence. */
        readonly output: string = "",
        remedy?: string,
    ) {
        super(sentence);
        this.exitStatus = CATALOGUE[code].exitStatus;
        this.remedy = remedy ?? CATALOGUE[code].remedy;
    }
}
