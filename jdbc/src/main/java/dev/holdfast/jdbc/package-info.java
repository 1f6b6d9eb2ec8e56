/** The store SPI of the idempotency filter on PostgreSQL, MariaDB, MySQL and H2. */
@NullMarked
package dev.holdfast.jdbc;

import org.jspecify.annotations.NullMarked;
