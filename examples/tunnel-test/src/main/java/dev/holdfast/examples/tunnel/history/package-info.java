/** What happened in a run, and the judgement of it. Nothing here does input or output. */
@NullMarked
package dev.holdfast.examples.tunnel.history;

import org.jspecify.annotations.NullMarked;
