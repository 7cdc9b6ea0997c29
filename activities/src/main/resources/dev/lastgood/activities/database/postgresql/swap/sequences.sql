-- After the load: each sequence is at least where it was, and the ledger says what was done. All in the load's transaction.
DO $done$
DECLARE
    plan json := current_setting('lastgood.swap')::json;
    pair record;
BEGIN
    FOR pair IN SELECT format('%I.%I', now.schemaname, now.sequencename)::regclass AS name,
                greatest(now.min_value, least(now.max_value, was.last_value)) AS last
            FROM lastgood_sequences was JOIN pg_sequences now USING (schemaname, sequencename)
            WHERE now.last_value IS NULL OR CASE WHEN was.rising THEN now.last_value < was.last_value
                ELSE now.last_value > was.last_value END LOOP
        PERFORM setval(pair.name, pair.last);
    END LOOP;
    EXECUTE format('COMMENT ON DATABASE %I IS %L', plan->>'shadow', plan->>'comment');
END
$done$
