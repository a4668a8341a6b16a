/** What is written, octet by octet. */
@NullMarked
package io.finwait.extract;

import org.jspecify.annotations.NullMarked;
