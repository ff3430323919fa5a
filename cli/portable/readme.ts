/** What somebody who has no Plateau needs to know of an export. */

export function readme(encrypted: boolean): string {
    const decrypt = encrypted ? "A name that ends in `.age` is encrypted: `age --decrypt --identity KEY databases/prod.dump.age > prod.dump`.\n\n" : "";
    return `# An environment, exported by Plateau

With Plateau: \`./plateau import FILE --env NAME\`. Without it, every part is of a common format:

| part | format | for example |
|---|---|---|
| \`databases/STAGE.dump\` | pg_dump's custom format, of PostgreSQL 17, for its \`pg_restore\` or a later one | \`pg_restore --no-owner --no-privileges --dbname=DATABASE prod.dump\` |
| \`images/\` | OCI image layout | \`skopeo copy oci:images:plateau/web:TAG docker://REGISTRY/web:TAG\`; index.json names the images |
| \`rules/\` | rule files of Prometheus | \`rule_files\` of prometheus.yml; \`promtool check rules\` |
| \`secrets/STAGE.yaml\` | Secrets of Kubernetes, only where they were encrypted | \`kubectl apply --namespace STAGE --filename -\` |
| \`specification.yaml\` | Pulumi's stack configuration | as \`Pulumi.NAME.yaml\` |

${decrypt}\`manifest.json\` says when and of what it was written, what is left out, and the SHA-256 of each part.
`;
}
