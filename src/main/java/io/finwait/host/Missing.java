package io.finwait.host;

/**
 * A file of /proc that was not read.
 *
 * @param why in a few words, as {@code not there}
 */
public record Missing(String file, String why) {}
