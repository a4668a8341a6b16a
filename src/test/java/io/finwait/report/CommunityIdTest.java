package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommunityIdTest {
    /** The TCP vectors of the specification: baseline/baseline_deflt.json of github.com/corelight/community-id-spec. */
    @ParameterizedTest
    @CsvSource({
        "128.232.110.120, 34855, 66.35.250.204, 80, 1:LQU9qZlK+B5F3KDmev6m5PMibrg=",
        "66.35.250.204, 80, 128.232.110.120, 34855, 1:LQU9qZlK+B5F3KDmev6m5PMibrg=",
        "2001:470:e5bf:dead:4957:2174:e82c:4887, 63943, 2607:f8b0:400c:c03::1a, 25, 1:/qFaeAR+gFe1KYjMzVDsMv+wgU4=",
        "2607:f8b0:400c:c03::1a, 25, 2001:470:e5bf:dead:4957:2174:e82c:4887, 63943, 1:/qFaeAR+gFe1KYjMzVDsMv+wgU4="
    })
    void isThatOfTheSpecificationInBothDirections(String from, int fromPort, String to, int toPort, String expected) {
        assertThat(new CommunityId().of(Records.end(from, fromPort), Records.end(to, toPort)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.1, 1, 10.0.0.1, 2", "10.0.0.1, 2, 10.0.0.1, 65535", "9.255.255.255, 2, 200.0.0.1, 1"})
    void endsThatDifferInLittleHaveOneIdToo(String from, int fromPort, String to, int toPort) {
        var ids = new CommunityId();

        assertThat(ids.of(Records.end(from, fromPort), Records.end(to, toPort)))
                .isEqualTo(ids.of(Records.end(to, toPort), Records.end(from, fromPort)));
    }
}
