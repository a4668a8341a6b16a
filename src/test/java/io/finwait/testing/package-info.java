/**
 * What tests make their packets of: {@link io.finwait.testing.PacketScript} tells the story of connections,
 * {@link io.finwait.testing.Frames} builds single frames, {@link io.finwait.testing.PcapBytes} puts them into files,
 * {@link io.finwait.testing.Pcaps} finds real captures.
 */
@NullMarked
package io.finwait.testing;

import org.jspecify.annotations.NullMarked;
