package dev.lastgood.activities.database.postgresql;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each test has a shop's database of its own. */
abstract class PatientTestBase {
    @TempDir
    Path folder;

    Patient patient;

    @BeforeEach
    void aPatient() throws Exception {
        patient = new Patient(folder);
    }

    @AfterEach
    void noPatient() throws Exception {
        patient.close();
    }
}
