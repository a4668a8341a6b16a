/** Tests of what the kernel says: on saved trees, and in a network namespace beside ss. */
@NullMarked
package io.finwait.host;

import org.jspecify.annotations.NullMarked;
