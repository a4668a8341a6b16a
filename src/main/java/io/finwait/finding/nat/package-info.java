/** Findings about hosts behind one address, as their timestamps and ports show them. */
@NullMarked
package io.finwait.finding.nat;

import org.jspecify.annotations.NullMarked;
