package io.finwait.capture.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finwait.capture.CaptureFile;
import io.finwait.capture.CaptureFormat;
import io.finwait.capture.Frame;
import io.finwait.capture.FrameSource;
import io.finwait.capture.filter.BpfProgram.Instruction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilteredSourceTest {
    private static final BpfProgram FIRST_OCTET = new BpfProgram(List.of(
            new Instruction(BpfOpcode.LD | BpfOpcode.B | BpfOpcode.ABS, 0, 0, 0),
            new Instruction(BpfOpcode.RET_A, 0, 0, 0)));

    /** One frame of one octet for each link type and value. */
    private static final class Frames implements FrameSource {
        private final List<Integer> known;
        private final int[][] typesAndValues;
        private int taken;

        Frames(List<Integer> known, int[]... typesAndValues) {
            this.known = known;
            this.typesAndValues = typesAndValues;
        }

        @Override
        public boolean next(Frame frame) {
            if (taken == typesAndValues.length) {
                return false;
            }
            int[] next = typesAndValues[taken++];
            frame.number = taken;
            frame.linkType = next[0];
            frame.buffer = new byte[] {(byte) next[1]};
            frame.offset = 0;
            frame.capturedLength = 1;
            frame.wireLength = 1;
            return true;
        }

        @Override
        public List<CaptureFile> files() {
            return List.of(
                    new CaptureFile("name", CaptureFormat.PCAPNG, null, known, 0, false, 0, 0, 0, 0, 0, 0, -1, null));
        }

        @Override
        public void close() {}
    }

    private static List<Long> numbers(FrameSource source) throws IOException {
        var numbers = new ArrayList<Long>();
        var frame = new Frame();
        while (source.next(frame)) {
            numbers.add(frame.number);
        }
        return numbers;
    }

    @Test
    void framesThatMatchKeepTheirNumbersAndTheFilterIsCompiledOncePerLinkType() throws IOException {
        var compiled = new ArrayList<Integer>();
        var source = new Frames(
                List.of(1), new int[] {1, 0}, new int[] {1, 1}, new int[] {113, 1}, new int[] {1, 1}, new int[] {113, 0
                });

        var filtered = new FilteredSource(source, linkType -> {
            compiled.add(linkType);
            return FIRST_OCTET;
        });

        assertThat(numbers(filtered)).containsExactly(2L, 3L, 4L);
        assertThat(compiled).containsExactly(1, 113);
    }

    private static BpfProgram onlyEthernet(int linkType) throws FilterException {
        if (linkType != 1) {
            throw new FilterSyntaxException("not on link type " + linkType);
        }
        return FIRST_OCTET;
    }

    @Test
    void expressionThatMeansNothingOnOneOfSeveralLinkTypesAcceptsNoFrameOfIt() throws IOException {
        for (List<Integer> known : List.of(List.of(1), List.of(113, 1), List.of(1, 113))) {
            var source = new Frames(known, new int[] {113, 1}, new int[] {1, 1}, new int[] {9, 1});

            assertThat(numbers(new FilteredSource(source, FilteredSourceTest::onlyEthernet)))
                    .containsExactly(2L);
        }
    }

    @Test
    void expressionThatMeansNothingAtAllIsRefusedBeforeReading() {
        var source = new Frames(List.of(113, 9), new int[] {113, 1});

        assertThatThrownBy(() -> new FilteredSource(source, FilteredSourceTest::onlyEthernet))
                .isInstanceOf(FilterSyntaxException.class)
                .hasMessage("not on link type 113");
        assertThat(source.taken).isZero();
    }
}
