/**
 * A connection in Zeek's words: the {@code conn_state} and {@code history} of its conn.log, computed as Zeek does.
 *
 * <p><b>Input</b> the segments of one connection in capture order. <b>Output</b> two strings and who Zeek calls the originator.
 * <b>Not here</b> finwait's own verdicts (the package above), which answer other questions and may disagree. <b>May use</b>
 * {@code decode}. <b>Threads</b> one per connection, nothing shared. <b>Units</b> octets; sequence numbers relative to the
 * initial one are {@code long} and begin at 1 with the first octet of data, as in Zeek.
 *
 * <p>The source is Zeek's TCPSessionAdapter.cc, TCP_Endpoint.cc, TCP_Reassembler.cc, Reassem.cc and conn/main.zeek (version
 * 9.1); {@code docs/zeek.md} says where finwait's view of a connection differs.
 */
@NullMarked
package io.finwait.lifecycle.zeek;

import org.jspecify.annotations.NullMarked;
