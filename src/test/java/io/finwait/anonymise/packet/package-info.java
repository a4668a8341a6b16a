/** Tests of {@code io.finwait.anonymise.packet}. */
@NullMarked
package io.finwait.anonymise.packet;

import org.jspecify.annotations.NullMarked;
