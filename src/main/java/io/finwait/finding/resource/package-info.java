/** Findings about what connections cost: ports, TIME_WAIT, handshakes, pools. */
@NullMarked
package io.finwait.finding.resource;

import org.jspecify.annotations.NullMarked;
