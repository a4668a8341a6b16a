/**
 * Puts other addresses in the place of the real ones, for what is shown to strangers.
 *
 * <p><b>Here</b> the scheme (Crypto-PAn), the pseudonyms it gives, and the records of an analysis with them. <b>Not here</b> the
 * octets of packets ({@code anonymise.packet}), and where all this is put between an analysis and its listeners ({@code pipeline}).
 * <b>May use</b> {@code capture} (what is known of a file), {@code decode}, {@code flow}, {@code lifecycle}, {@code finding},
 * {@code analysis}.
 * <b>Threads</b> pseudonyms may be asked from any.
 */
@NullMarked
package io.finwait.anonymise;

import org.jspecify.annotations.NullMarked;
