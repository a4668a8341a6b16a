package io.finwait.host;

/**
 * A program that holds sockets of a {@link SocketGroup}: all processes of one name.
 *
 * @param command what /proc/PID/comm says, at most 15 octets of anybody's choice
 * @param pid of the first of its processes
 * @param processes how many they are
 * @param sockets how many they hold, the listening one included; one that several processes share counts for each
 * @param closeWait how many of these are in CLOSE_WAIT
 */
public record Owner(String command, int pid, int processes, long sockets, long closeWait) {}
