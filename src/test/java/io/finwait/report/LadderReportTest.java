package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.analysis.ConnectionStory;
import io.finwait.analysis.LadderStep;
import io.finwait.decode.TcpSegment;
import io.finwait.lifecycle.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LadderReportTest {
    private static final int ACK = TcpSegment.ACK_FLAG;

    @ParameterizedTest
    @ValueSource(ints = {80, 120})
    void looksLikeTheGoldenFile(int width) throws IOException {
        String text = LadderReport.of(story(), new TextStyle(width, false, true), false)
                + "\n"
                + StateTimelineReport.of(story(), new TextStyle(width, false, true));
        Path golden = Path.of("src/test/resources/golden/flow-" + width + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
        assertThat(text.lines()).allMatch(line -> line.length() <= width);
    }

    @Test
    void statesStandOnTheSegmentThatCausedThem() {
        List<String> lines = LadderReport.of(story(), new TextStyle(80, false, true), false)
                .lines()
                .toList();

        assertThat(line(lines, " 26 "))
                .contains("CLOSE_WAIT")
                .contains("FIN ACK")
                .contains("FIN_WAIT_1");
        assertThat(line(lines, " 28 ")).contains("LAST_ACK").contains("TIME_WAIT");
        assertThat(line(lines, " 22 ")).contains("ESTABLISHED").contains("SYN_RECEIVED");
        assertThat(line(lines, " 29 ")).contains("CLOSED*");
    }

    @Test
    void theDisplayFilterOfTheTitleIsNotBroken() {
        for (int width = 60; width <= 120; width++) {
            assertThat(LadderReport.of(story(), new TextStyle(width, false, true), false))
                    .contains("tcp.stream eq 0\n");
        }
    }

    @Test
    void whatWasLeftOutIsSaid() {
        var story = new ConnectionStory(story().connection(), List.of(), story().steps(), 12_345, 4);
        String text = LadderReport.of(story, new TextStyle(80, false, true), false);

        assertThat(text).contains("12,345 more segments not shown");
    }

    @Test
    void aSegmentBelowTheNextNumberIsAProbeAndItsAnswerIsNone() {
        var steps = new ArrayList<>(story().steps().subList(0, 5));
        steps.add(step(1_000, 40, Role.CLIENT, ACK, 44, 149, 0));
        steps.add(step(1_004, 41, Role.SERVER, ACK, 149, 45, 0));
        List<String> lines = LadderReport.of(
                        new ConnectionStory(story().connection(), List.of(), steps, 0, 0),
                        new TextStyle(80, false, true),
                        false)
                .lines()
                .toList();

        assertThat(line(lines, " 40 ")).contains("── ACK (probe) ──");
        assertThat(line(lines, " 41 ")).contains("─ ACK ──");
        assertThat(line(lines, " 23 ")).contains("── ACK ──");
    }

    private static String line(List<String> lines, String part) {
        return lines.stream().filter(l -> l.contains(part)).findFirst().orElseThrow();
    }

    private static ConnectionStory story() {
        var steps = new ArrayList<LadderStep>();
        steps.add(step(0, 21, Role.CLIENT, TcpSegment.SYN, 0, -1, 0));
        steps.add(step(4, 22, Role.SERVER, TcpSegment.SYN | ACK, 0, 1, 0));
        steps.add(step(10, 23, Role.CLIENT, ACK, 1, 1, 0));
        steps.add(step(31, 24, Role.CLIENT, ACK | TcpSegment.PSH, 1, 1, 44));
        steps.add(step(185, 25, Role.SERVER, ACK | TcpSegment.PSH, 1, 45, 148));
        steps.add(step(187, 26, Role.SERVER, ACK | TcpSegment.FIN, 149, 45, 0));
        steps.add(step(190, 27, Role.CLIENT, ACK, 45, 150, 0));
        steps.add(step(262, 28, Role.CLIENT, ACK | TcpSegment.FIN, 45, 150, 0));
        steps.add(step(265, 29, Role.SERVER, ACK, 150, 46, 0));
        return new ConnectionStory(Records.serverCloses(0), List.of(), steps, 0, 0);
    }

    private static LadderStep step(long micros, long frame, Role from, int flags, long seq, long ack, int length) {
        return new LadderStep(Records.T0 + micros * 1_000, frame, from, flags, seq, ack, length, 64_256, false);
    }
}
