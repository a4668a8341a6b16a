/** Findings about the capture itself: what it does not hold, and what it shows otherwise than it was. All are of severity INFO. */
@NullMarked
package io.finwait.finding.quality;

import org.jspecify.annotations.NullMarked;
