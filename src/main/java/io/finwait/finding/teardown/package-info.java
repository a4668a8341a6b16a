/** Findings about how connections close: FINs, their ACKs, and the states they lead through. */
@NullMarked
package io.finwait.finding.teardown;

import org.jspecify.annotations.NullMarked;
