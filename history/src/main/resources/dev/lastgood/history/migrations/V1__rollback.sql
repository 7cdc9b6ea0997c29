CREATE TABLE rollback (
    id            text PRIMARY KEY,
    key           text NOT NULL,
    workflow_id   text NOT NULL,
    service       text NOT NULL,
    environment   text NOT NULL,
    from_version  text,
    to_version    text,
    reason        text NOT NULL,
    started_by    text NOT NULL,
    started_at    timestamptz NOT NULL,
    ended_at      timestamptz,
    duration_ms   bigint NOT NULL,
    downtime_ms   bigint NOT NULL,
    outcome       text,
    summary       text,
    contained     boolean NOT NULL,
    report_uri    text,
    as_of         timestamptz NOT NULL,
    status        jsonb NOT NULL,
    plan          jsonb GENERATED ALWAYS AS (nullif(status -> 'plan', 'null'::jsonb)) STORED,
    comparison    jsonb GENERATED ALWAYS AS (nullif(status -> 'comparison', 'null'::jsonb)) STORED
);

COMMENT ON TABLE rollback IS 'One row a rollback; written at its start, at turns and at its end';
COMMENT ON COLUMN rollback.as_of IS 'Time of the newest event in the status: an older status never overwrites a newer one';
COMMENT ON COLUMN rollback.contained IS 'Whether the service was left contained when it ended';
COMMENT ON COLUMN rollback.downtime_ms IS 'How long users were kept out; still going on where ended_at is null or contained is true';

CREATE INDEX rollback_by_service ON rollback (environment, service, started_at DESC);
CREATE INDEX rollback_by_start ON rollback (started_at DESC);
