package io.finwait.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.HostProfiles.Profile;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class HostProfilesTest {
    private static final long SECOND = 1_000_000_000;

    private static long seconds(HostProfiles profiles, String host) {
        return profiles.timeWaitNanos(IpAddress.parse(host)) / SECOND;
    }

    @Test
    void everyHostIsLinuxUnlessSaidOtherwise() {
        assertThat(seconds(HostProfiles.linux(), "10.0.0.1")).isEqualTo(60);
        assertThat(seconds(HostProfiles.linux(), "2001:db8::1")).isEqualTo(60);
    }

    @Test
    void mostSpecificNetworkWinsInWhateverOrderTheyAreNamed() {
        HostProfiles profiles = HostProfiles.builder()
                .network("10.0.0.0/8", "windows")
                .network("10.1.0.0/16", "macos")
                .network("0.0.0.0/0", "freebsd")
                .network("10.1.2.3", "windows")
                .network("2001:db8::/32", "macos")
                .timeWait(90 * SECOND)
                .build();

        assertThat(seconds(profiles, "10.9.9.9")).isEqualTo(120);
        assertThat(seconds(profiles, "10.1.9.9")).isEqualTo(30);
        assertThat(seconds(profiles, "10.1.2.3")).isEqualTo(120);
        assertThat(seconds(profiles, "192.0.2.1")).isEqualTo(60);
        assertThat(seconds(profiles, "2001:db8::1")).isEqualTo(30);
        assertThat(seconds(profiles, "2001:db9::1")).isEqualTo(90);
        assertThat(profiles.timeWaitLengthsNanos()).doesNotHaveDuplicates().hasSize(4);
    }

    @Test
    void namesOfProfilesDoNotDependOnCase() {
        for (Profile profile : Profile.values()) {
            HostProfiles profiles = HostProfiles.builder()
                    .network("10.0.0.0/8", profile.name().toLowerCase(Locale.ROOT))
                    .network("11.0.0.0/8", profile.name())
                    .build();

            assertThat(profiles.timeWaitNanos(IpAddress.parse("10.0.0.1"))).isEqualTo(profile.timeWaitNanos());
            assertThat(profiles.timeWaitNanos(IpAddress.parse("11.0.0.1"))).isEqualTo(profile.timeWaitNanos());
        }
    }

    @Test
    void whatCannotBeIsRefusedWithAMessageForTheUser() {
        var builder = HostProfiles.builder();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.network("10.0.0.0/8", "amiga"))
                .withMessage("unknown profile 'amiga': linux, windows, macos or freebsd");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.network("10.0.0.0/33", "linux"))
                .withMessageContaining("10.0.0.0/33");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.timeWait(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.timeWait(-1));
    }
}
