/** The patient's server: sessions, databases by OID, and the ledger kept on them. */
@NullMarked
package dev.lastgood.activities.database.postgresql.server;

import org.jspecify.annotations.NullMarked;
