/** Tests of groups of connections. */
@NullMarked
package io.finwait.analysis.group;

import org.jspecify.annotations.NullMarked;
