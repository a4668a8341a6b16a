package io.finwait.decode;

/** What the octets of a payload say it is, as bits of a mask. A hint: nothing makes a program mean what it looks like. */
public final class PayloadHint {
    /** An HTTP/1 request line: a method of RFC 9110 §9 or PATCH and, unless the line is cut off, a version. */
    public static final int HTTP_REQUEST = 1;

    /** An HTTP/1 status line. */
    public static final int HTTP_RESPONSE = 1 << 1;

    /** That line says HTTP/1.0, where connections are not kept alive unless both sides ask for it (RFC 9112 §9.3). */
    public static final int HTTP_1_0 = 1 << 2;

    /** Its header has {@code Connection: close}. */
    public static final int CONNECTION_CLOSE = 1 << 3;

    /** Its header has {@code Connection: keep-alive}. */
    public static final int CONNECTION_KEEP_ALIVE = 1 << 4;

    /**
     * The segment does not hold the header to its end, or the capture does not, or it is longer than 8 KiB: what is not in the hints
     * may be behind it. Alone: too little was captured to tell whether there is one.
     */
    public static final int HEADER_CUT = 1 << 5;

    /** Its last line is a QUIT command: of SMTP, FTP, POP3, memcached and others; of Redis in its own protocol too. */
    public static final int QUIT = 1 << 6;

    /** A TLS record (RFC 8446 §5.1) of any type but an alert, of versions up to 1.3 and SSL 3.0. */
    public static final int TLS = 1 << 7;

    /** A TLS alert record, be it behind others: up to TLS 1.2 a close_notify, unless it is an error; TLS 1.3 hides alerts among its other records. */
    public static final int TLS_ALERT = 1 << 8;

    private PayloadHint() {}
}
