import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { RegistryImage } from "../plateau/resources";

export interface RegistryArgs {
    readonly environment: string;
    /** Tag in the machine's container engine by the name of the repository that it goes to. */
    readonly images: Readonly<Record<string, string>>;
}

/** A repository for each image: scanned when it comes in, its tags never moved, old ones removed. */
export class Registry extends pulumi.ComponentResource {
    /** By name: full reference by digest. */
    readonly references: Readonly<Record<string, pulumi.Output<string>>>;

    constructor(name: string, { environment, images }: RegistryArgs, opts: pulumi.ComponentResourceOptions) {
        super("plateau:aws:Registry", name, {}, opts);
        const child = { parent: this };
        this.references = Object.fromEntries(Object.entries(images).map(([image, source]) => {
            const repository = new aws.ecr.Repository(`${name}-${image}`, {
                name: `${environment}/${image}`,
                imageTagMutability: "IMMUTABLE",
                imageScanningConfiguration: { scanOnPush: true },
                forceDelete: true, // `down` leaves nothing
            }, child);
            new aws.ecr.LifecyclePolicy(`${name}-${image}`, { repository: repository.name, policy: JSON.stringify({ rules: [KEEP_TEN] }) }, child);
            const token = aws.ecr.getAuthorizationTokenOutput({ registryId: repository.registryId }, child);
            const registry = repository.repositoryUrl.apply((url) => url.split("/")[0]!);
            const pushed = new RegistryImage(`${name}-${image}`, {
                source,
                endpoint: registry,
                registry,
                repository: repository.name,
                user: token.userName,
                password: pulumi.secret(token.password),
            }, { ...child, ignoreChanges: ["password"] }); // another one every time; the image decides whether to push
            return [image, pushed.reference];
        }));
        this.registerOutputs({});
    }
}

const KEEP_TEN = {
    rulePriority: 1,
    description: "The last ten",
    selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 },
    action: { type: "expire" },
};
