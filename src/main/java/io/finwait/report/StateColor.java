package io.finwait.report;

/** One colour per state, the same everywhere: opening green, closing first yellow, closing second cyan, waiting magenta. */
final class StateColor {
    private StateColor() {}

    /** The SGR code for a state's name, whatever mark follows it. */
    static String of(String state) {
        if (state.startsWith("SYN_")) {
            return "32";
        }
        if (state.startsWith("ESTABLISHED")) {
            return "1;32";
        }
        if (state.startsWith("FIN_WAIT") || state.startsWith("CLOSING")) {
            return "33";
        }
        if (state.startsWith("CLOSE_WAIT") || state.startsWith("LAST_ACK")) {
            return "36";
        }
        return state.startsWith("TIME_WAIT") ? "35" : "2";
    }
}
