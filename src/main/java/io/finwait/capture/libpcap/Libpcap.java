package io.finwait.capture.libpcap;

/** What is said where libpcap is missing or complains. */
final class Libpcap {
    /** To be held while a filter is compiled: libpcap before 1.8 cannot compile two at once. */
    static final Object ONE_COMPILER = new Object();

    private Libpcap() {}

    /** One line: libpcap cannot be loaded, and what to do. {@code what} needs it. */
    static String missing(String what, LinkageError cause) {
        return what + " needs libpcap, which cannot be loaded (" + firstLine(cause)
                + "). Install it: apt install libpcap0.8 (Debian, Ubuntu), dnf install libpcap (Fedora),"
                + " brew install libpcap (macOS), npcap.com (Windows). Reading files without --filter needs no libpcap.";
    }

    /** What {@code e} says, in one line. */
    static String firstLine(Throwable e) {
        String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return line.replaceFirst("^Error occurred(?: in [a-z_]+)?: ", "").replaceFirst(":$", "");
    }
}
