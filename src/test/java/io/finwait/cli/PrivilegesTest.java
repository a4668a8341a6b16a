package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrivilegesTest {
    @Test
    void rootIsWhoTheEffectiveUserIs() {
        assertThat(Privileges.of(List.of("Uid:\t1000\t0\t0\t0")).root()).isTrue();
        assertThat(Privileges.of(List.of("Uid:\t0\t1000\t0\t0")).root()).isFalse();
    }

    @Test
    void capturingTakesOneCapability() {
        assertThat(Privileges.of(List.of("CapEff:\t0000000000002000")).lacksCapture())
                .isFalse();
        assertThat(Privileges.of(List.of("CapEff:\tffffffffffffdfff")).lacksCapture())
                .isTrue();
    }
}
