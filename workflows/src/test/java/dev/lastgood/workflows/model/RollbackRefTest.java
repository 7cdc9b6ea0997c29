package dev.lastgood.workflows.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RollbackRefTest {
    @Test
    void runsThatBeganInTheSameMinuteHaveKeysOfTheirOwn() {
        // Of a restore point and a backup of one server, whose ids begin with the time.
        assertThat(RollbackRef.keyOf("01a1fd3a-8715-73d0-bbc7-ea6dd4925735")).isEqualTo("d4925735");
        assertThat(RollbackRef.keyOf("01a1fd3a-66b6-784f-b277-cca96ca57cdd")).isEqualTo("6ca57cdd");
    }
}
