package io.finwait.report;

import io.finwait.analysis.LadderStep;
import io.finwait.decode.TcpSegment;
import io.finwait.words.CountText;

/** What stands on an arrow of a ladder. */
final class SegmentText {
    private static final int[] BITS = {
        TcpSegment.SYN, TcpSegment.FIN, TcpSegment.RST, TcpSegment.URG, TcpSegment.ECE, TcpSegment.CWR
    };
    private static final String[] NAMES = {"SYN", "FIN", "RST", "URG", "ECE", "CWR"};

    private SegmentText() {}

    /** {@code SYN ACK}, {@code 44 B}, {@code FIN ACK 44 B}, {@code ACK (again)}. */
    static String of(LadderStep step) {
        var text = new StringBuilder();
        for (int i = 0; i < BITS.length; i++) {
            if ((step.flags() & BITS[i]) != 0) {
                text.append(NAMES[i]).append(' ');
            }
        }
        // That data acknowledges too goes without saying.
        boolean ack = (step.flags() & TcpSegment.ACK_FLAG) != 0;
        if (ack && (text.length() > 0 || step.payloadLength() == 0)) {
            text.append("ACK ");
        }
        if (step.payloadLength() > 0) {
            text.append(CountText.of(step.payloadLength())).append(" B ");
        }
        if (text.length() == 0) {
            text.append("no flags ");
        }
        if (step.repeats()) {
            text.append("(again) ");
        }
        return text.deleteCharAt(text.length() - 1).toString();
    }

    /** {@code seq 1 ack 45 win 64,256}, relative to the initial sequence numbers. */
    static String numbers(LadderStep step) {
        return "seq " + step.relativeSeq() + (step.relativeAck() < 0 ? "" : " ack " + step.relativeAck()) + " win "
                + step.window();
    }
}
