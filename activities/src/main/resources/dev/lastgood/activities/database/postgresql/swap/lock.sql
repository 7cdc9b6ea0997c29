-- All tables of the plan's schemas, so that no transaction that has begun goes on with them. Whoever comes later waits, and then
-- looks the name up anew. Not got within some milliseconds: let go, so that those who wait get on, and try again.
DO $lock$
DECLARE
    plan json := current_setting('lastgood.swap')::json;
    schemas oid[] := ARRAY(SELECT json_array_elements_text(plan->'schemas')::oid);
    whole boolean := plan->>'mode' = 'ACCESS EXCLUSIVE';
    began timestamptz := clock_timestamp();
    deadline timestamptz := began + (plan->>'limit')::interval;
    this_try timestamptz;
    patience interval;
    one regclass;
    holder int;
    in_the_way text;
BEGIN
    LOOP
        this_try := clock_timestamp();
        -- Autovacuum makes way only for those who wait for a second.
        patience := CASE WHEN this_try > began + interval '3 s' THEN '1500 ms' ELSE '50 ms' END;
        BEGIN
            PERFORM set_config('lock_timeout', extract(epoch FROM patience) * 1000 || 'ms', true);
            FOR one IN SELECT c.oid FROM pg_class c
                    WHERE c.relnamespace = ANY (schemas) AND c.relkind IN ('r', 'p') ORDER BY c.oid LOOP
                EXECUTE format('LOCK TABLE %s IN %s MODE', one, CASE WHEN whole THEN 'ACCESS EXCLUSIVE' ELSE 'SHARE' END);
                IF clock_timestamp() > this_try + 4 * patience THEN
                    RAISE lock_not_available USING MESSAGE = 'too long for all of them';
                END IF;
            END LOOP;
            PERFORM set_config('lastgood.locked', clock_timestamp()::text, false);
            EXIT;
        EXCEPTION WHEN lock_not_available OR deadlock_detected OR undefined_table THEN
            NULL;
        END;
        IF clock_timestamp() > began + interval '200 ms' THEN
            FOR holder IN SELECT DISTINCT l.pid FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
                    JOIN pg_database d ON d.oid = l.database
                    WHERE d.datname = current_database() AND c.relnamespace = ANY (schemas) AND l.granted
                    AND l.pid <> pg_backend_pid()
                    AND (whole OR l.mode NOT IN ('AccessShareLock', 'RowShareLock', 'ShareLock')) LOOP
                BEGIN
                    PERFORM pg_terminate_backend(holder);
                EXCEPTION WHEN insufficient_privilege THEN
                    NULL;
                END;
            END LOOP;
        END IF;
        IF clock_timestamp() > deadline THEN
            SELECT string_agg(DISTINCT format('%s of %s (pid %s, %s)', coalesce(a.backend_type, 'session'),
                coalesce(a.usename, '?'), a.pid, coalesce(nullif(a.application_name, ''), 'no name')), ', ')
                INTO in_the_way FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_stat_activity a ON a.pid = l.pid
                WHERE a.datname = current_database() AND c.relnamespace = ANY (schemas) AND l.granted
                AND l.pid <> pg_backend_pid();
            RAISE EXCEPTION USING ERRCODE = 'object_in_use', MESSAGE = coalesce(in_the_way,
                'none is left now, but each try met one');
        END IF;
        PERFORM pg_sleep(0.005);
        PERFORM pg_stat_clear_snapshot();
    END LOOP;
    PERFORM set_config('lock_timeout', '10s', true);
END
$lock$
