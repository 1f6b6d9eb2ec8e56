/** What a client on the wire sees: a raw client, a server to talk to, and the suites that hold filters to their word. */
@NullMarked
package dev.holdfast.testkit.http;

import org.jspecify.annotations.NullMarked;
