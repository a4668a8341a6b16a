/** What may be said of the difference between two captures. */
@NullMarked
package io.finwait.compare;

import org.jspecify.annotations.NullMarked;
