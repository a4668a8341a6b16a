package io.finwait.lifecycle;

/** Stands in for the profiles. */
public final class HostProfiles {
    private HostProfiles() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Stands in. */
    public static final class Builder {
        public Builder timeWait(long nanos) {
            return this;
        }

        public Builder network(String cidr, String profileName) {
            return this;
        }

        public HostProfiles build() {
            return new HostProfiles();
        }
    }
}
