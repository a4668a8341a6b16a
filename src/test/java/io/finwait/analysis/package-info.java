/** Tests of what is summed up over connections. */
@NullMarked
package io.finwait.analysis;

import org.jspecify.annotations.NullMarked;
