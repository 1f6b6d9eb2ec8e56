/** Database servers for tests, started by the test itself from Maven artifacts. */
@NullMarked
package dev.holdfast.testkit.db;

import org.jspecify.annotations.NullMarked;
