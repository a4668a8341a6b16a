package io.finwait.capture.filter;

/** Turns one filter expression into a program for a link type: the same expression looks at other octets on each. */
@FunctionalInterface
public interface FilterCompiler {
    /**
     * The program for frames of a link type.
     *
     * @param linkType LINKTYPE_ value
     * @throws FilterSyntaxException if the expression is wrong, or means nothing on this link type
     * @throws FilterException if nothing can be compiled here
     */
    BpfProgram compile(int linkType) throws FilterException;
}
