package io.finwait.finding;

/**
 * What makes a finding the same one in another capture: its id and whom it is about. A finding in a connection is about the
 * client's address and the server's address and port; client ports, counts and numbers may differ.
 */
public record KnownFinding(String id, Subject subject) {}
