package dev.lastgood.activities.message;

import dev.lastgood.activities.Adapter;
import dev.lastgood.workflows.activities.MessageActivities;

/** The port, for channels of one type. */
public interface MessageChannel extends MessageActivities, Adapter {}
