package io.finwait.decode;

/** What the first octets of a payload say it is, as bits of a mask. A hint: nothing makes a program mean what it looks like. */
public final class PayloadHint {
    /** An HTTP/1 request line, a method that RFC 9110 §9 names and a version. */
    public static final int HTTP_REQUEST = 1;

    /** An HTTP/1 status line. */
    public static final int HTTP_RESPONSE = 1 << 1;

    /** That line says HTTP/1.0, where connections are not kept alive unless both sides ask for it (RFC 9112 §9.3). */
    public static final int HTTP_1_0 = 1 << 2;

    /** Its header has {@code Connection: close}. */
    public static final int CONNECTION_CLOSE = 1 << 3;

    /** Its header has {@code Connection: keep-alive}. */
    public static final int CONNECTION_KEEP_ALIVE = 1 << 4;

    /** The capture does not hold the header to its end: what is not in the hints may be behind it. */
    public static final int HEADER_CUT = 1 << 5;

    /** A QUIT command: SMTP, FTP, POP3 and others in a line; Redis in its own protocol too. */
    public static final int QUIT = 1 << 6;

    /** A TLS record (RFC 8446 §5.1) of any type but an alert. */
    public static final int TLS = 1 << 7;

    /** A TLS alert record: up to TLS 1.2 a close_notify, unless it is an error; TLS 1.3 hides alerts among its other records. */
    public static final int TLS_ALERT = 1 << 8;

    private PayloadHint() {}
}
