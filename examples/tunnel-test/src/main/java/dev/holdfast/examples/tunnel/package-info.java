/** The tunnel test: users, their devices, a bad network and a server in processes of their own, and who kills them. */
@NullMarked
package dev.holdfast.examples.tunnel;

import org.jspecify.annotations.NullMarked;
