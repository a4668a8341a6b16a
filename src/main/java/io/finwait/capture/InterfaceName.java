package io.finwait.capture;

/**
 * What a pcapng file says of an interface beside how to read its frames; each perhaps empty, and shortened where it is long.
 *
 * @param name of the device, as {@code eth0}
 * @param os the operating system it was on
 */
public record InterfaceName(String name, String description, String os) {}
