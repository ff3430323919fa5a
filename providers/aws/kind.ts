/** A type that the plugin really creates, reads, updates and deletes. Which inputs there are comes from the SDK's own package. */
import type { Context, Properties } from "../kit/types";
import type { Account } from "./account";

/** As AWS answers: what the program can read of a resource, its inputs among it. */
export interface Live {
    readonly id: string;
    /** Names and shapes of `@pulumi/aws`. What the program gave and AWS does not answer, such as a password, is missing. */
    readonly properties: Properties;
}

export interface Kind {
    /** Inputs that it knows what to do with. Others are refused by name before anything is made. */
    readonly inputs: readonly string[];
    /** Keys that it knows inside an input, by the input's path: "blockDeviceMappings.ebs". A list stands for its members. */
    readonly parts?: Readonly<Record<string, readonly string[]>>;
    /** Those of them that AWS cannot change afterwards: a change replaces the resource. */
    readonly replacing: readonly string[];
    /** Outputs that no update changes, so that a preview of an update knows them. The ID is always one. */
    readonly stable?: readonly string[];
    /** What AWS gives to an input that the program leaves open. */
    readonly defaults?: Properties;
    /** Input that gets the resource's name and a random end where the program gives neither it nor its prefix. */
    readonly named?: { readonly by: string; readonly prefix?: string; readonly maxLength: number };
    /** The old one has to go first: two of them cannot stand side by side. */
    readonly deletesFirst?: boolean;

    /** `inputs.tagsAll` has the tags of the provider and of the resource. @returns the ID, once it is usable */
    create(inputs: Properties, account: Account, context: Context): Promise<string>;
    /** Undefined where it is gone. @param state what is known of it; undefined on an import */
    read(id: string, account: Account, context: Context, state?: Properties): Promise<Live | undefined>;
    /** @param changed names of the inputs that differ, `tagsAll` perhaps among them; none is replacing */
    update?(id: string, inputs: Properties, changed: ReadonlySet<string>, account: Account, context: Context, olds: Properties): Promise<void>;
    /** Gone already is no error. */
    delete(id: string, state: Properties, account: Account, context: Context): Promise<void>;
}

/** By type token: "aws:ec2/vpc:Vpc". */
export type Kinds = Readonly<Record<string, Kind>>;
