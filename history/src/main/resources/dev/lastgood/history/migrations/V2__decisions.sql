CREATE TABLE decision (
    id           text PRIMARY KEY,
    fingerprint  text NOT NULL,
    starts_at    timestamptz NOT NULL,
    alert        text NOT NULL,
    service      text,
    environment  text,
    verdict      text NOT NULL,
    rule         text,
    reasons      text[] NOT NULL,
    at           timestamptz NOT NULL,
    rollback     text,
    outcome      text,
    decided_by   text
);

COMMENT ON TABLE decision IS 'What was decided about each event (fingerprint and beginning) for each service, whether or not anything was started';
COMMENT ON COLUMN decision.service IS 'Null where no service of the catalog takes the alert';
COMMENT ON COLUMN decision.decided_by IS 'The person whose word it was; null where it was the policy''s';

CREATE INDEX decision_by_time ON decision (at DESC);
CREATE INDEX decision_by_service ON decision (environment, service, at DESC);

CREATE TABLE wish (
    event        text NOT NULL,
    environment  text NOT NULL,
    service      text NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (environment, service, event)
);

COMMENT ON TABLE wish IS 'Which services wanted to be rolled back by themselves, and when: too many at once pull the brake';

CREATE INDEX wish_by_time ON wish (at);
