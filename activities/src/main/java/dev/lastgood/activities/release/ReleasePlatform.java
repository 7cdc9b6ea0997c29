package dev.lastgood.activities.release;

import dev.lastgood.activities.Adapter;
import dev.lastgood.workflows.activities.ReleaseActivities;

/** The port, for platforms of one type. */
public interface ReleasePlatform extends ReleaseActivities, Adapter {}
