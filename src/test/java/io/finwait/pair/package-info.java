/** Tests of how two captures of the same traffic are held against each other. */
@NullMarked
package io.finwait.pair;

import org.jspecify.annotations.NullMarked;
