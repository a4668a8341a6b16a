/**
 * The only user of libpcap, through pcap4j and JNA: compiles filter expressions.
 *
 * <p><b>Input</b> a filter expression and a link type. <b>Output</b> a {@link io.finwait.capture.filter.BpfProgram}; no frame
 * passes through here. <b>Depends on</b> {@code capture.filter}, pcap4j and JNA, whose classes are loaded when the first filter is
 * compiled and not before: reading files needs none of them. <b>Threads</b> any, one at a time: libpcap before 1.8 cannot compile
 * two filters at once.
 */
@NullMarked
package io.finwait.capture.libpcap;

import org.jspecify.annotations.NullMarked;
