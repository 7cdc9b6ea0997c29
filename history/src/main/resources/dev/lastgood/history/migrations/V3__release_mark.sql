CREATE TABLE release_mark (
    environment   text NOT NULL,
    service       text NOT NULL,
    deployment    text NOT NULL,
    version       text NOT NULL,
    commit_id     text,
    release_id    text,
    release_name  text,
    deployed_at   timestamptz NOT NULL,
    told_by       text NOT NULL,
    verdict       text,
    decided_at    timestamptz,
    why           text NOT NULL,
    rollback      text,
    status        jsonb NOT NULL,
    PRIMARY KEY (environment, service, deployment)
);

COMMENT ON TABLE release_mark IS 'One row a deployment that was told of; with its verdict it marks the release';
COMMENT ON COLUMN release_mark.deployment IS 'Made of version and time, so that telling twice makes one row';
COMMENT ON COLUMN release_mark.release_id IS 'As the platform knows it, once it was asked';
COMMENT ON COLUMN release_mark.verdict IS 'Null while it is watched';

CREATE INDEX release_mark_by_service ON release_mark (environment, service, deployed_at DESC);
CREATE INDEX release_mark_by_time ON release_mark (deployed_at DESC);
