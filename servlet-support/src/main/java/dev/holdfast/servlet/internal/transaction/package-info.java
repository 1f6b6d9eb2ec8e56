/** What has to wait until the transaction that a request runs in is over. */
@NullMarked
package dev.holdfast.servlet.internal.transaction;

import org.jspecify.annotations.NullMarked;
