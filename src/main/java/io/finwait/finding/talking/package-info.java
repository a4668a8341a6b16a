/** Findings about connections between handshake and close: silences, keep-alives, closed windows, and what they end in. */
@NullMarked
package io.finwait.finding.talking;

import org.jspecify.annotations.NullMarked;
