/** Findings about how connections open: SYN, SYN-ACK, and what answers them. */
@NullMarked
package io.finwait.finding.opening;

import org.jspecify.annotations.NullMarked;
