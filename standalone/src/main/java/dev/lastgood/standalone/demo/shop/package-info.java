/** The sample shop: its repository, the commands that build, start and stop it. */
@NullMarked
package dev.lastgood.standalone.demo.shop;

import org.jspecify.annotations.NullMarked;
