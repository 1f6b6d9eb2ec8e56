/** What a servlet application can do, done once bare and once behind the filters, and compared on the wire. */
@NullMarked
package dev.holdfast.testkit.conformance;

import org.jspecify.annotations.NullMarked;
