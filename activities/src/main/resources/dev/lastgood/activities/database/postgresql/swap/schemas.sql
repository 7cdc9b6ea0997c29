-- After lock.sql, in the same transaction: no number is handed out twice, the schemas change places, extensions stay where the
-- application looks for them, and the ledger says so.
DO $swap$
DECLARE
    plan json := current_setting('lastgood.swap')::json;
    move record;
    pair record;
    last_old bigint;
    last_new bigint;
BEGIN
    FOR move IN SELECT * FROM json_to_recordset(plan->'moves') AS m(oid oid, "from" text, "to" text) LOOP
        IF (SELECT nspname FROM pg_namespace n WHERE n.oid = move.oid) IS DISTINCT FROM move."from" THEN
            RAISE EXCEPTION 'schema % was renamed or dropped by someone else', move."from";
        END IF;
    END LOOP;
    FOR pair IN SELECT o.oid::regclass AS old, o.relowner::regrole AS owner, n.oid::regclass AS new, os.seqincrement > 0 AS rising,
                ns.seqmin AS least, ns.seqmax AS most, mo."from" AS old_schema, mi."from" AS new_schema, o.relname AS name
            FROM json_to_recordset(plan->'moves') AS mo(oid oid, "from" text, "to" text, leaves boolean)
            JOIN json_to_recordset(plan->'moves') AS mi(oid oid, "from" text, "to" text, leaves boolean)
                ON mo.leaves AND NOT mi.leaves AND mi."to" = mo."from"
            JOIN pg_class o ON o.relnamespace = mo.oid AND o.relkind = 'S'
            JOIN pg_class n ON n.relnamespace = mi.oid AND n.relkind = 'S' AND n.relname = o.relname
            JOIN pg_sequence os ON os.seqrelid = o.oid JOIN pg_sequence ns ON ns.seqrelid = n.oid LOOP
        BEGIN
            -- Changes nothing, but until the end nobody takes a number.
            EXECUTE format('ALTER SEQUENCE %s OWNER TO %s', pair.old, pair.owner);
        EXCEPTION WHEN insufficient_privilege THEN
            NULL;
        END;
        SELECT last_value INTO last_old FROM pg_sequences WHERE schemaname = pair.old_schema AND sequencename = pair.name;
        SELECT last_value INTO last_new FROM pg_sequences WHERE schemaname = pair.new_schema AND sequencename = pair.name;
        IF last_old IS NOT NULL AND (last_new IS NULL OR CASE WHEN pair.rising THEN last_new < last_old ELSE last_new > last_old END) THEN
            PERFORM setval(pair.new, greatest(pair.least, least(pair.most, last_old)));
        END IF;
    END LOOP;
    FOR move IN SELECT * FROM json_to_recordset(plan->'moves') AS m("from" text, "to" text, leaves boolean)
            ORDER BY leaves DESC LOOP
        EXECUTE format('ALTER SCHEMA %I RENAME TO %I', move."from", move."to");
    END LOOP;
    FOR move IN SELECT e.extname, m."from" FROM pg_extension e
            JOIN json_to_recordset(plan->'moves') AS m(oid oid, "from" text, leaves boolean) ON m.leaves AND m.oid = e.extnamespace LOOP
        EXECUTE format('ALTER EXTENSION %I SET SCHEMA %I', move.extname, move."from");
    END LOOP;
    EXECUTE format('COMMENT ON DATABASE %I IS %L', plan->>'shadow', plan->>'comment');
    PERFORM set_config('lastgood.millis',
        round(extract(epoch FROM clock_timestamp() - current_setting('lastgood.locked')::timestamptz) * 1000)::text, false);
END
$swap$
