/** Tests of addresses, the flow table and the queues of what expires. */
@NullMarked
package io.finwait.flow;

import org.jspecify.annotations.NullMarked;
