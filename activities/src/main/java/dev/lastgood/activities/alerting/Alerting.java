package dev.lastgood.activities.alerting;

import dev.lastgood.activities.Adapter;
import dev.lastgood.workflows.activities.AlertingActivities;

/** The port, for alerting systems of one type. */
public interface Alerting extends AlertingActivities, Adapter {}
