/** Tests that tell a connection's life in packets and hold the record against RFC 9293 and against what Linux does. */
@NullMarked
package io.finwait.lifecycle;

import org.jspecify.annotations.NullMarked;
