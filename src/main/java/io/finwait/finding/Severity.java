package io.finwait.finding;

/** How much a finding matters to the service, from least to most. */
public enum Severity {
    INFO,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    public boolean isAtLeast(Severity threshold) {
        return compareTo(threshold) >= 0;
    }
}
