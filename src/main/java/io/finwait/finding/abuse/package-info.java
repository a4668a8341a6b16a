/** Findings about floods, scans and their echoes, and the health checks that look like them. */
@NullMarked
package io.finwait.finding.abuse;

import org.jspecify.annotations.NullMarked;
