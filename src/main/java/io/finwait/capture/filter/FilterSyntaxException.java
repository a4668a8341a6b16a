package io.finwait.capture.filter;

/** The filter expression is wrong, in itself or for the link type it is to be used on. */
public final class FilterSyntaxException extends FilterException {
    private static final long serialVersionUID = 1L;

    public FilterSyntaxException(String message) {
        super(message);
    }
}
