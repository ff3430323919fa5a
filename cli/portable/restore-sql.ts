/** The SQL around a restored dump. Everything between the two is one transaction of the role that owns the tables. */

/** Database of a stage, and its roles: the names that infra/workloads.ts and the role postgresql give them. */
export const databaseOf = (stage: string): string => `bookings_${stage}`;
export const ownerOf = (stage: string): string => `${databaseOf(stage)}_owner`;
const appOf = (stage: string): string => `${databaseOf(stage)}_app`;

/**
 * Before the dump: what is there goes. The schema `public` stays, and with it the rights that the configuration has given
 * in it; a table that only a later version has must not meet its migration again.
 */
export function prologue(stage: string): string {
    const inPublic = (catalogue: string, column: string) => `FROM ${catalogue} o WHERE o.${column} = 'public'::regnamespace AND NOT EXISTS
    (SELECT FROM pg_depend d WHERE d.classid = '${catalogue}'::regclass AND d.objid = o.oid AND d.deptype IN ('e', 'i'))`;
    return `BEGIN;
SET LOCAL ROLE "${ownerOf(stage)}";
SET LOCAL idle_in_transaction_session_timeout = 0;
SELECT statement FROM (
  SELECT 1 AS place, format('DROP SCHEMA %I CASCADE', nspname) AS statement FROM pg_namespace WHERE nspowner = '${ownerOf(stage)}'::regrole AND nspname <> 'public'
  UNION ALL SELECT 2, format('DROP TABLE IF EXISTS public.%I CASCADE', relname) ${inPublic("pg_class", "relnamespace")} AND relkind IN ('r', 'p')
  UNION ALL SELECT 3, format('DROP %s IF EXISTS public.%I CASCADE', CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'SEQUENCE' END, relname)
    ${inPublic("pg_class", "relnamespace")} AND relkind IN ('v', 'm', 'S')
  UNION ALL SELECT 4, format('DROP ROUTINE IF EXISTS %s CASCADE', o.oid::regprocedure) ${inPublic("pg_proc", "pronamespace")}
  UNION ALL SELECT 5, format('DROP TYPE IF EXISTS public.%I CASCADE', typname) ${inPublic("pg_type", "typnamespace")} AND typtype IN ('e', 'd', 'r')
) AS drops ORDER BY place \\gexec
`;
}

/**
 * After the dump: the application may do nothing until the migration has given it its rights again; the default ones of a
 * new table are wider.
 */
export function epilogue(stage: string, origin: string): string {
    return `
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "${appOf(stage)}";
COMMENT ON DATABASE "${databaseOf(stage)}" IS '${origin}';
COMMIT;
`;
}
