/**
 * Makes packets anonymous: pseudonyms for addresses, no payload, checksums that hold.
 *
 * <p>What is known to be harmless is copied; everything else becomes zeros or is cut off. So what nobody has thought of cannot
 * pass. <b>Input</b> a frame and the trail of its headers. <b>Not here</b> files ({@code extract}). <b>May use</b> {@code capture}
 * (the frame), {@code decode}, {@code flow}. <b>Threads</b> not thread-safe.
 */
@NullMarked
package io.finwait.anonymise.packet;

import org.jspecify.annotations.NullMarked;
