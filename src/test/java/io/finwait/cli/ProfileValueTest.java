package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.finwait.flow.IpNetwork;
import io.finwait.lifecycle.HostProfile;
import io.finwait.lifecycle.HostProfile.OperatingSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProfileValueTest {
    private static final long SECOND = 1_000_000_000;
    private static final HostProfile OTHERS = OperatingSystem.LINUX.defaults().withTimeWait(90 * SECOND);

    private static HostProfile profile(String what) {
        return ProfileValue.parse("10.0.0.0/8=" + what, OTHERS).profile();
    }

    @ParameterizedTest
    @EnumSource(OperatingSystem.class)
    void aSystemsNameMeansItsDefaultsInAnyCase(OperatingSystem system) {
        assertThat(profile(system.name())).isEqualTo(system.defaults());
        assertThat(profile(system.label())).isEqualTo(system.defaults());
        assertThat(ProfileValue.parse("fd77::/64=" + system.label(), OTHERS).network())
                .isEqualTo(IpNetwork.parse("fd77::/64"));
    }

    @Test
    void settingsChangeASystemsDefaults() {
        HostProfile set = profile("windows,time-wait=30s,ports=1024-65535,fin-wait-2=1500ms");

        assertThat(set).isEqualTo(new HostProfile(OperatingSystem.WINDOWS, 30 * SECOND, 3 * SECOND / 2, 1024, 65_535));
    }

    @Test
    void settingsAloneChangeWhatHoldsForAllHosts() {
        assertThat(profile("ports=10000-20000")).isEqualTo(OTHERS.withEphemeralPorts(10_000, 20_000));
        assertThat(profile("fin-wait-2=5s,time-wait=2m"))
                .isEqualTo(OTHERS.withFinWait2(5 * SECOND).withTimeWait(120 * SECOND));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    10.0.0.0/8                      | write it as 10.0.0.0/8=windows
                    10.0.0.0/8=                     | write it as 10.0.0.0/8=windows
                    =windows                        | write it as 10.0.0.0/8=windows
                    10.0.0.0/33=linux               | not a network: 10.0.0.0/33
                    10.0.0.0/8=amiga                | unknown profile 'amiga': linux, windows, macos or freebsd
                    10.0.0.0/8=linux,               | the system comes first
                    10.0.0.0/8=ports=1-2,linux      | the system comes first
                    10.0.0.0/8=linux,timewait=1s    | unknown setting 'timewait': time-wait, fin-wait-2 or ports
                    10.0.0.0/8=linux,time-wait=60   | '60' is not a duration such as 2s
                    10.0.0.0/8=time-wait=0s         | TIME_WAIT must last longer than 0
                    10.0.0.0/8=fin-wait-2=0s        | FIN_WAIT_2 must last longer than 0
                    10.0.0.0/8=ports=1024           | '1024' is not a range of ports such as 1024-65535
                    10.0.0.0/8=ports=2000-1000      | ports 2000-1000
                    10.0.0.0/8=ports=1024-65536     | ports 1024-65536
                    """)
    void whatIsWrongIsSaid(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProfileValue.parse(text, OTHERS))
                .withMessageContaining(message);
    }
}
