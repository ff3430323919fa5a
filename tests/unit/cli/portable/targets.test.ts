/** What differs between the targets on the way out of an environment and into another. */
import { asOwner, wayTo } from "../../../../cli/portable/database-way";
import type { Inside } from "../../../../cli/portable/inside";
import { ownImage, placeOf } from "../../../../cli/portable/registry-place";
import { planEnvironment } from "../../../../infra/plan";
import { parseSpecification } from "../../../../infra/specification";

const DIGEST = `sha256:${"0".repeat(64)}`;
const local = planEnvironment("demo", parseSpecification({}));
const aws = planEnvironment("demo", parseSpecification({ target: "aws" }));

test("an image has the same name in an export, wherever it ran", () => {
    const wanted = { repository: "plateau/web", digest: DIGEST };
    expect(ownImage(`registry.demo.internal:5000/plateau/web@${DIGEST}`, local)).toEqual(wanted);
    expect(ownImage(`000000000000.dkr.ecr.eu-west-3.amazonaws.com/demo/web@${DIGEST}`, aws)).toEqual(wanted);
    expect([placeOf("plateau/web", local), placeOf("plateau/web", aws)]).toEqual(["plateau/web", "demo/web"]);
});

test("an image of somebody else is none of the environment's", () => {
    for (const plan of [local, aws]) expect(ownImage(`docker.example.org/plateau/web@${DIGEST}`, plan)).toBeUndefined();
    expect(ownImage(`registry.demo.internal:5000/plateau/web@${DIGEST}`, aws)).toBeUndefined();
    expect(ownImage("registry.demo.internal:5000/plateau/web:latest", local)).toBeUndefined();
});

test("where the environment has a database server, its administrator works there", async () => {
    const way = await wayTo({ access: undefined, lab: { servers: local.servers } } as unknown as Inside, "prod");
    expect({ ...way, command: way.command("pg_dump") }).toEqual({ server: "db-1", first: "", command: "cd / && sudo -u postgres pg_dump" });
});

test("elsewhere the owner of the database works from the bastion; the password comes on standard input", () => {
    const { server, first, command } = asOwner("bastion", "prod", "prod.example", "it's secret");
    expect({ server, first }).toEqual({ server: "bastion", first: "it's secret\n" });
    expect(command("pg_dump")).toMatch(/^IFS= read -r PGPASSWORD && export PGPASSWORD .*PGUSER='bookings_prod_owner'.*PGSSLMODE='verify-full'.* && pg_dump$/);
    expect(command("pg_dump")).not.toContain("secret");
});
