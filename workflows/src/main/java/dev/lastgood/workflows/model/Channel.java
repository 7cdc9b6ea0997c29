package dev.lastgood.workflows.model;

import java.util.Set;

/** Where messages go: a Slack channel, a mailbox, and which kinds of notice it takes. */
public record Channel(Target target, Set<Notice.Kind> kinds) {}
