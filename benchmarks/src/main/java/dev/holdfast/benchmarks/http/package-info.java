/** What the filters cost a server over HTTP, beside others that do the same. */
@NullMarked
package dev.holdfast.benchmarks.http;

import org.jspecify.annotations.NullMarked;
