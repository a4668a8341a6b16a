package io.finwait.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.finwait.flow.IpAddress;
import io.finwait.flow.IpNetwork;
import io.finwait.lifecycle.HostProfile.OperatingSystem;
import org.junit.jupiter.api.Test;

class HostProfilesTest {
    private static final long SECOND = 1_000_000_000;
    private static final HostProfile LINUX = OperatingSystem.LINUX.defaults();
    private static final HostProfile WINDOWS = OperatingSystem.WINDOWS.defaults();
    private static final HostProfile MACOS = OperatingSystem.MACOS.defaults();

    private static HostProfile of(HostProfiles profiles, String host) {
        return profiles.of(IpAddress.parse(host));
    }

    @Test
    void everyHostIsLinuxUnlessSaidOtherwise() {
        assertThat(of(HostProfiles.linux(), "10.0.0.1")).isEqualTo(LINUX);
        assertThat(of(HostProfiles.linux(), "2001:db8::1")).isEqualTo(LINUX);
        assertThat(LINUX.timeWaitNanos()).isEqualTo(60 * SECOND);
        assertThat(LINUX.finWait2Nanos()).isEqualTo(60 * SECOND);
        assertThat(LINUX.ephemeralPorts()).isEqualTo(28_232);
    }

    @Test
    void mostSpecificNetworkWinsInWhateverOrderTheyAreNamed() {
        HostProfile others = LINUX.withTimeWait(90 * SECOND);
        HostProfiles profiles = HostProfiles.builder()
                .network(IpNetwork.parse("10.0.0.0/8"), WINDOWS)
                .network(IpNetwork.parse("10.1.0.0/16"), MACOS)
                .network(IpNetwork.parse("0.0.0.0/0"), LINUX)
                .network(IpNetwork.parse("10.1.2.3"), WINDOWS)
                .network(IpNetwork.parse("2001:db8::/32"), MACOS)
                .others(others)
                .build();

        assertThat(of(profiles, "10.9.9.9")).isEqualTo(WINDOWS);
        assertThat(of(profiles, "10.1.9.9")).isEqualTo(MACOS);
        assertThat(of(profiles, "10.1.2.3")).isEqualTo(WINDOWS);
        assertThat(of(profiles, "192.0.2.1")).isEqualTo(LINUX);
        assertThat(of(profiles, "2001:db8::1")).isEqualTo(MACOS);
        assertThat(of(profiles, "2001:db9::1")).isEqualTo(others);
        assertThat(profiles.timeWaitNanos(IpAddress.parse("2001:db9::1"))).isEqualTo(90 * SECOND);
        assertThat(profiles.timeWaitLengthsNanos()).doesNotHaveDuplicates().hasSize(4);
    }

    @Test
    void ofTheSameNetworkTheLastCounts() {
        HostProfiles profiles = HostProfiles.builder()
                .network(IpNetwork.parse("10.0.0.0/8"), WINDOWS)
                .network(IpNetwork.parse("10.0.0.0/8"), MACOS)
                .build();

        assertThat(of(profiles, "10.0.0.1")).isEqualTo(MACOS);
    }

    @Test
    void whatCannotBeIsRefusedWithAMessageForTheUser() {
        assertThatIllegalArgumentException().isThrownBy(() -> LINUX.withTimeWait(0));
        assertThatIllegalArgumentException().isThrownBy(() -> LINUX.withTimeWait(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> LINUX.withFinWait2(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LINUX.withEphemeralPorts(2000, 1000))
                .withMessageContaining("ports 2000-1000");
        assertThatIllegalArgumentException().isThrownBy(() -> LINUX.withEphemeralPorts(0, 1000));
        assertThatIllegalArgumentException().isThrownBy(() -> LINUX.withEphemeralPorts(1024, 65_536));
    }
}
