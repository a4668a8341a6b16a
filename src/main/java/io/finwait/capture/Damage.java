package io.finwait.capture;

/**
 * Where and why reading a capture stopped before its end. Everything before it was read.
 *
 * @param frame number in its file of the last frame that was read whole; 0 if none
 * @param byteOffset octet offset (in the uncompressed stream) of the record or block that could not be read
 * @param cutShort true if the file simply ends inside a record, as a capture does that is still being written or whose
 *     tcpdump was killed; false if what is there cannot be right
 * @param reason one clause for the user, for example {@code "block length 7 is not a multiple of 4"}
 */
public record Damage(long frame, long byteOffset, boolean cutShort, String reason) {}
