package dev.lastgood.activities.killswitch;

import dev.lastgood.activities.Adapter;
import dev.lastgood.workflows.activities.KillSwitchActivities;

/** The port, for kill switches of one type. */
public interface KillSwitch extends KillSwitchActivities, Adapter {}
