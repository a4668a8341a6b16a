/**
 * The only user of libpcap, through pcap4j and JNA: compiles filter expressions, lists devices and captures on them.
 *
 * <p><b>Input</b> a filter expression and a link type, or the name of a device. <b>Output</b> a
 * {@link io.finwait.capture.filter.BpfProgram}, or a pcap stream that libpcap itself writes. <b>Depends on</b> {@code capture},
 * {@code capture.filter}, {@code capture.live}, pcap4j and JNA, whose classes are loaded with the first filter or device and not
 * before: reading files needs none of them. <b>Threads</b> any, one at a time: libpcap before 1.8 cannot compile
 * two filters at once.
 */
@NullMarked
package io.finwait.capture.libpcap;

import org.jspecify.annotations.NullMarked;
