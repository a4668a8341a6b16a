/** Tests of what a terminal shows while a capture is live. */
@NullMarked
package io.finwait.screen;

import org.jspecify.annotations.NullMarked;
