package io.finwait.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Unit;

/** The values of a gauge in one scrape; and metrics that have but one value. Names are as exposed, {@code _total} among them. */
final class Series {
    private final GaugeSnapshot.Builder gauge;

    Series(String name, String help) {
        gauge = GaugeSnapshot.builder().name(name).help(help);
    }

    static CounterSnapshot counter(String name, String help, long value) {
        CounterDataPointSnapshot point =
                CounterDataPointSnapshot.builder().value((double) value).build();
        return CounterSnapshot.builder().name(name).help(help).dataPoint(point).build();
    }

    static GaugeSnapshot gauge(String name, String help, long value) {
        return new Series(name, help).add(value, Labels.EMPTY).gauge();
    }

    static GaugeSnapshot seconds(String name, String help, long nanos) {
        var series = new Series(name, help);
        series.addPoint(Unit.nanosToSeconds(nanos), Labels.EMPTY);
        series.gauge.unit(Unit.SECONDS);
        return series.gauge();
    }

    Series add(long value, Labels labels) {
        addPoint((double) value, labels);
        return this;
    }

    private void addPoint(double value, Labels labels) {
        gauge.dataPoint(
                GaugeDataPointSnapshot.builder().labels(labels).value(value).build());
    }

    GaugeSnapshot gauge() {
        return gauge.build();
    }
}
