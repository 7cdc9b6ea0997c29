package dev.lastgood.catalog.schema;

import dev.lastgood.catalog.file.Entries.AlertingEntry;
import dev.lastgood.catalog.file.Entries.ChannelEntry;
import dev.lastgood.catalog.file.Entries.CheckEntry;
import dev.lastgood.catalog.file.Entries.DatabaseEntry;
import dev.lastgood.catalog.file.Entries.EvidenceEntry;
import dev.lastgood.catalog.file.Entries.KillSwitchEntry;
import dev.lastgood.catalog.file.Entries.ReleaseEntry;

/** Where adapters stand in the catalog: each entry has a {@code type}, and besides its own keys those of that type. */
public enum Kind {
    KILL_SWITCH("KillSwitch", KillSwitchEntry.class),
    RELEASE("Release", ReleaseEntry.class),
    DATABASE("Database", DatabaseEntry.class),
    EVIDENCE("Evidence", EvidenceEntry.class),
    CHECK("Check", CheckEntry.class),
    CHANNEL("Channel", ChannelEntry.class),
    ALERTING("Alerting", AlertingEntry.class);

    private final String definition;
    private final Class<? extends Record> entry;

    Kind(String definition, Class<? extends Record> entry) {
        this.definition = definition;
        this.entry = entry;
    }

    /** Its name among the schema's definitions. */
    String definition() {
        return definition;
    }

    Class<? extends Record> entry() {
        return entry;
    }
}
