-- After lock.sql, in the same transaction: what the plan's schemas hold goes, but not what extensions have put there. Where the
-- sequences are is kept for sequences.sql.
CREATE TEMP TABLE lastgood_sequences ON COMMIT DROP AS
    SELECT schemaname, sequencename, last_value, increment_by > 0 AS rising FROM pg_sequences WHERE last_value IS NOT NULL;
DO $empty$
DECLARE
    plan json := current_setting('lastgood.swap')::json;
    schemas oid[] := ARRAY(SELECT json_array_elements_text(plan->'schemas')::oid);
    found record;
BEGIN
    FOR found IN SELECT o.type, o.identity FROM pg_depend d, pg_identify_object(d.classid, d.objid, 0) o
            WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = ANY (schemas) AND d.deptype = 'n'
            AND d.classid NOT IN ('pg_extension'::regclass, 'pg_default_acl'::regclass, 'pg_statistic_ext'::regclass,
                'pg_publication_namespace'::regclass)
            AND NOT EXISTS (SELECT FROM pg_depend x WHERE x.classid = d.classid AND x.objid = d.objid AND x.deptype = 'e')
            ORDER BY o.type NOT IN ('table', 'view', 'materialized view') LOOP
        EXECUTE format('DROP %s IF EXISTS %s CASCADE', found.type, found.identity);
    END LOOP;
END
$empty$
