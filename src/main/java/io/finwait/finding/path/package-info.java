/** Findings about what stands between the ends: devices that forget, forge or filter segments, and strangers who try to. */
@NullMarked
package io.finwait.finding.path;

import org.jspecify.annotations.NullMarked;
