package io.finwait.screen;

/**
 * What the keys have set.
 *
 * @param paused whether the screen stands still; the capture does not
 * @param order of hosts
 * @param findingsAlone whether findings have the whole screen
 */
record Controls(boolean paused, Order order, boolean findingsAlone) {
    static final Controls AT_FIRST = new Controls(false, Order.TIME_WAIT, false);

    /** By what rows are put in order. */
    enum Order {
        TIME_WAIT("TIME-WAIT"),
        SOCKETS("sockets"),
        ADDRESS("address");

        private final String label;

        Order(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** What they are after that key; the same after one that means nothing here. */
    Controls after(int key) {
        return switch (key) {
            case 'p', ' ' -> new Controls(!paused, order, findingsAlone);
            case 's' ->
                new Controls(paused, Order.values()[(order.ordinal() + 1) % Order.values().length], findingsAlone);
            case 'f' -> new Controls(paused, order, !findingsAlone);
            default -> this;
        };
    }
}
