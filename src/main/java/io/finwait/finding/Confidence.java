package io.finwait.finding;

/** How surely the packets prove a finding, from most to least. */
public enum Confidence {
    /** Follows from sequence numbers in view. */
    CERTAIN,
    /** An exact fingerprint, or three facts that agree. */
    STRONG,
    /** Consistent with what was seen; one alternative remains. */
    LIKELY,
    /** Statistics, or packets that are absent. */
    HINT;

    public boolean isLessSureThan(Confidence other) {
        return compareTo(other) > 0;
    }

    /** One level less sure. */
    public Confidence lowered() {
        return this == CERTAIN ? STRONG : this == STRONG ? LIKELY : HINT;
    }
}
