-- Both renames, both ledgers and the fence, in one transaction that a lost connection rolls back. What it is to do stands as
-- JSON in the setting lastgood.swap of the session, so that no name is ever part of this text.
DO $swap$
DECLARE
    plan json := current_setting('lastgood.swap')::json;
    leaving oid := plan->>'leaving';
    entering oid := plan->>'entering';
    gate boolean := plan->>'gate';
    superuser boolean := plan->>'superuser';
    deadline timestamptz := clock_timestamp() + (plan->>'limit')::interval;
    began timestamptz;
    patience timestamptz;
    in_the_way text;
BEGIN
    LOOP
        began := clock_timestamp();
        BEGIN
            PERFORM set_config('lock_timeout', CASE WHEN gate THEN '20ms' ELSE '2s' END, true);
            IF gate THEN
                -- From here on logins wait at the gate, and then look the name up anew.
                LOCK TABLE pg_database IN ACCESS EXCLUSIVE MODE;
                -- Who looked the name up before that, and holds no lock on what it found yet, would be refused. No session of
                -- it is shown, but its transaction is. It gets on, to a lock or in; one that never sends its password doesn't.
                patience := clock_timestamp() + interval '50 ms';
                WHILE clock_timestamp() < patience AND EXISTS (SELECT FROM pg_locks l
                    WHERE l.locktype = 'virtualxid' AND l.granted AND l.pid <> pg_backend_pid()
                    AND NOT EXISTS (SELECT FROM pg_stat_activity a
                        WHERE a.pid = l.pid AND a.state IS DISTINCT FROM 'starting')
                    AND NOT EXISTS (SELECT FROM pg_locks w WHERE w.pid = l.pid AND NOT w.granted)) LOOP
                    PERFORM pg_sleep(0.0005);
                    PERFORM pg_stat_clear_snapshot();
                END LOOP;
            END IF;
            IF (SELECT datname FROM pg_database WHERE oid = leaving) IS DISTINCT FROM plan->>'live'
                OR (SELECT datname FROM pg_database WHERE oid = entering) IS DISTINCT FROM plan->>'enteringName' THEN
                RAISE EXCEPTION 'the databases were renamed by someone else';
            END IF;
            patience := clock_timestamp() + interval '50 ms';
            LOOP
                -- Without a superuser: all but autovacuum, which RENAME ends itself. Others' backend_type would be hidden.
                PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datid IN (leaving, entering) AND (superuser OR usesysid IS NOT NULL);
                PERFORM pg_stat_clear_snapshot();
                EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE datid IN (leaving, entering)
                    AND (superuser OR usesysid IS NOT NULL));
                IF clock_timestamp() > patience THEN
                    RAISE object_in_use USING MESSAGE = 'sessions do not end';
                END IF;
                PERFORM pg_sleep(0.001);
            END LOOP;
            EXECUTE format('ALTER DATABASE %I RENAME TO %I', plan->>'live', plan->>'leavingName');
            EXECUTE format('ALTER DATABASE %I RENAME TO %I', plan->>'enteringName', plan->>'live');
            EXECUTE format('COMMENT ON DATABASE %I IS %L', plan->>'leavingName', plan->>'leavingComment');
            EXECUTE format('COMMENT ON DATABASE %I IS %L', plan->>'live', plan->>'enteringComment');
            IF (plan->>'fenceConnect')::boolean THEN
                EXECUTE format('REVOKE CONNECT ON DATABASE %I FROM PUBLIC', plan->>'leavingName');
            END IF;
            IF (plan->>'fenceWrites')::boolean THEN
                EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', plan->>'leavingName');
            END IF;
            IF (plan->>'unfenceConnect')::boolean THEN
                EXECUTE format('GRANT CONNECT ON DATABASE %I TO PUBLIC', plan->>'live');
            END IF;
            IF (plan->>'unfenceWrites')::boolean THEN
                EXECUTE format('ALTER DATABASE %I RESET default_transaction_read_only', plan->>'live');
            END IF;
            PERFORM set_config('lastgood.millis',
                round(extract(epoch FROM clock_timestamp() - began) * 1000)::text, false);
            EXIT;
        EXCEPTION WHEN lock_not_available OR object_in_use OR deadlock_detected THEN
            -- Let go, so that those who wait get on, and try again.
            NULL;
        END;
        IF clock_timestamp() > deadline THEN
            SELECT string_agg(format('%s of %s (pid %s, %s)', coalesce(backend_type, 'session'), coalesce(usename, '?'), pid,
                coalesce(nullif(application_name, ''), 'no name')), ', ')
                INTO in_the_way FROM pg_stat_activity WHERE datid IN (leaving, entering);
            RAISE EXCEPTION USING ERRCODE = 'object_in_use', MESSAGE = coalesce(in_the_way,
                'none is left now, but each try met one, or the lock of pg_database was held by someone else');
        END IF;
        PERFORM pg_sleep(0.002);
        PERFORM pg_stat_clear_snapshot();
    END LOOP;
END
$swap$
