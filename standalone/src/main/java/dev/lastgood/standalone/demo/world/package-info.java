/** What surrounds the sample shop: database, backups, gateway, users, mail and Slack. */
@NullMarked
package dev.lastgood.standalone.demo.world;

import org.jspecify.annotations.NullMarked;
