package io.finwait.finding.quality;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.CaptureRule;
import io.finwait.finding.Confidence;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.ConnectionOutline;
import io.finwait.lifecycle.Life;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.LinkedHashMap;
import java.util.function.Consumer;

/** Time goes back in the capture, or its clock tells no more than seconds. */
public final class ClockAnomaly implements CaptureRule {
    public static final FindingKind KIND =
            new FindingKind("clock-anomaly", "The capture's times are not to be relied on", Severity.INFO);

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** So many connections do not begin and end on whole seconds by chance. */
    private static final long ENOUGH_CONNECTIONS = 10;

    /** Shorter steps back are what several receive queues leave, whose packets come together in any order; nanoseconds. */
    public static final long LEAST_STEP_NANOS = 1_000_000L;

    private final Concerned none = new Concerned();
    private boolean wholeSeconds = true;

    @Override
    public void finished(Life life) {
        if (wholeSeconds) {
            ConnectionOutline outline = life.outline();
            wholeSeconds =
                    outline.firstSeenNanos() % NANOS_PER_SECOND == 0 && outline.lastSeenNanos() % NANOS_PER_SECOND == 0;
        }
    }

    @Override
    public void end(CaptureEnd end, Consumer<HostFinding> found) {
        long steps =
                end.inputs().stream().mapToLong(CaptureEnd.Input::backwardSteps).sum();
        long largestNanos = end.inputs().stream()
                .mapToLong(CaptureEnd.Input::largestBackwardStepNanos)
                .max()
                .orElse(0);
        boolean stepsBack = largestNanos >= LEAST_STEP_NANOS;
        boolean coarse =
                wholeSeconds && end.connections() >= ENOUGH_CONNECTIONS && end.lastNanos() - end.firstNanos() > 0;
        if (!stepsBack && !coarse) {
            return;
        }
        String message = !stepsBack
                ? "All times are whole seconds: what is shorter cannot be told from what takes no time."
                : CountText.of(steps, "frame") + (steps == 1 ? " bears" : " bear")
                        + " an earlier time than the frame before, by up to "
                        + DurationText.of(largestNanos)
                        + ": the clock stepped back, or frames stand in another order than"
                        + " they came. Durations across these steps are off. The latest time seen counts as now, so that no timer"
                        + " ends early.";
        var measurements = new LinkedHashMap<String, Double>();
        measurements.put("backward_steps", (double) steps);
        measurements.put("largest_backward_step_ms", largestNanos / 1e6);
        found.accept(none.finding(KIND, Confidence.CERTAIN, message, measurements));
    }
}
