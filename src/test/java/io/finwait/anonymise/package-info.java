/** Tests of {@code io.finwait.anonymise}. */
@NullMarked
package io.finwait.anonymise;

import org.jspecify.annotations.NullMarked;
