/**
 * Rebuilds the life of a connection from its segments: opening, closing, who closed first, who holds TIME_WAIT.
 *
 * <p><b>Input</b> decoded segments in capture order. <b>Output</b> each {@code Connection} when it can no longer change, and
 * its immutable {@code ConnectionRecord}. <b>Not here</b> rules that judge, words for people. <b>May use</b> {@code decode} and
 * {@code flow}. <b>Threads</b> a tracker belongs to one thread; a finished connection belongs to whoever got it. <b>Units</b>
 * nanoseconds, instants since the epoch.
 *
 * <p>How to read it: {@code Connection.segment} is the way of one segment; {@code Handshake}, {@code Sequence}, {@code Teardown}
 * and {@code Reset} say what it proves; {@code Endpoint} keeps when each event happened; {@code Timeline} applies the events to
 * {@code TcpState}, which is RFC 9293's Figure 5.
 */
@NullMarked
package io.finwait.lifecycle;

import org.jspecify.annotations.NullMarked;
