/**
 * Tests of the captures in {@code samples/} themselves and of the scripts that record them; what finwait says about them is tested where
 * it is said. Depends on no other package.
 */
@NullMarked
package io.finwait.samples;

import org.jspecify.annotations.NullMarked;
