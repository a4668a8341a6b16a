package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.testing.Samples;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SocketsCommandTest {
    private static String sockets(String... args) throws IOException, InterruptedException {
        var all = new String[args.length + 1];
        all[0] = "sockets";
        System.arraycopy(args, 0, all, 1, args.length);
        CommandRun.Result result = CommandRun.run(CommandRun.process(all), null).expectDone();
        return result.out();
    }

    @Test
    void atTheEndOfTheCaptureEachHostShowsItsTimeWaitsWithWhatIsLeftOfThem() throws Exception {
        String text = sockets("--top", "2", Samples.path("two-tier.pcapng"));

        assertThat(text)
                .contains("10.77.0.2 at 2026-11-22 15:40:46.966Z  LISTEN 2  TIME-WAIT 40\n")
                .contains("  TIME-WAIT  10.77.0.2:80        10.77.0.1:53704    timewait (59.76/0/0)  #0\n")
                .contains("  38 more (--top)\n")
                .contains("10.77.0.5 at 2026-11-22 15:40:46.966Z  TIME-WAIT 20\n");
    }

    @Test
    void inTheMiddleOfAHalfCloseOneSideWaitsForTheOther() throws Exception {
        String text = sockets("--at", "0.6s", Samples.path("half-close.pcap"));

        assertThat(text)
                .contains("  FIN-WAIT-2*  10.77.0.1:33218     10.77.0.2:8000")
                .contains("  CLOSE-WAIT  10.77.0.2:8000      10.77.0.1:33218")
                .contains("* The state rests on something that the capture cannot show.");
    }

    @Test
    void afterTheLastPacketTimersRunOnAndOut() throws Exception {
        assertThat(sockets("--at", "30s", Samples.path("half-close.pcap")))
                .contains("NOTE  The last packet is 29.4 s older than that")
                .contains("timewait (30.62/0/0)");
        assertThat(sockets("--at", "90s", Samples.path("half-close.pcap")))
                .contains("10.77.0.2 at 2026-11-22 15:49:49.158Z  LISTEN 1\n")
                .doesNotContain("timewait (");
        assertThat(sockets("--at", "90s", Samples.path("refused.pcap"))).contains("No socket is known at");
    }

    @Test
    void oneHostAlone() throws Exception {
        assertThat(sockets("--at", "0.6s", "--host", "10.77.0.2", Samples.path("half-close.pcap")))
                .contains("CLOSE-WAIT")
                .doesNotContain("FIN-WAIT-2");
    }

    @Test
    void csvListsEachSocketInARow() throws Exception {
        assertThat(sockets("--at", "0.6s", "-f", "csv", Samples.path("half-close.pcap")))
                .isEqualTo("""
                        at,host,state,inferred,local_ip,local_port,peer_ip,peer_port,role,timer_left_ms,id,timer
                        2026-11-22T15:48:19.758141Z,10.77.0.1,FIN_WAIT_2,true,10.77.0.1,33218,10.77.0.2,8000,client,,0,
                        2026-11-22T15:48:19.758141Z,10.77.0.2,LISTEN,true,10.77.0.2,8000,,,server,,,
                        2026-11-22T15:48:19.758141Z,10.77.0.2,CLOSE_WAIT,false,10.77.0.2,8000,10.77.0.1,33218,server,,0,
                        """);
    }

    @Test
    void overTimeALeakShowsAsACurveThatRises() throws Exception {
        String text = sockets("--over-time", "--width", "72", Samples.path("close-wait-leak.pcap"));

        assertThat(text).containsPattern("10\\.77\\.0\\.2\n(  .*\n)*  CLOSE-WAIT  ▁[▁▂▃▄▅▆▇]+█+  peak 41 at 19:06:52");
    }

    @Test
    void overTimeAsCsvHasARowForEachChange() throws Exception {
        assertThat(sockets("--over-time", "-f", "csv", "--host", "10.77.0.2", Samples.path("half-close.pcap")))
                .isEqualTo("""
                        time,host,state,sockets
                        2026-11-22T15:48:19.160178688Z,10.77.0.2,CLOSE_WAIT,1
                        2026-11-22T15:48:19.783032832Z,10.77.0.2,CLOSE_WAIT,0
                        """);
    }

    @Test
    void overTimeAndAtExcludeEachOther() {
        CommandRun.Result result =
                CommandRun.inProcess("sockets", "--over-time", "--at", "1s", Samples.path("half-close.pcap"));

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("--over-time shows the whole time");
    }

    @Test
    void aTimeThatIsNoneIsWrongUsage() {
        CommandRun.Result result = CommandRun.inProcess("sockets", "--at", "noon", Samples.path("half-close.pcap"));

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("'noon' is no time");
    }

    @Test
    void betweenKeepAlivesTheirTimerRuns() throws Exception {
        assertThat(sockets("--at", "3.5s", Samples.path("keepalive-probes.pcap")))
                .containsPattern(
                        "ESTAB +10\\.77\\.0\\.\\d:\\d+ +10\\.77\\.0\\.\\d:\\d+ +keepalive \\(0\\.\\d\\d/0/0\\)");
    }

    @Test
    void idleSocketsHaveNoTimerAndTheirServerListens() throws Exception {
        assertThat(sockets("--host", "10.77.0.2", Samples.path("connection-leak.pcap")))
                .contains("LISTEN 1  ESTAB 40")
                .contains("LISTEN*  10.77.0.2:80        *:*")
                .contains("off (inferred)");
    }

    @Test
    void aPortThatRefusesDoesNotListen() throws Exception {
        assertThat(sockets(Samples.path("refused.pcap"))).doesNotContain("LISTEN");
    }

    @Test
    void aSimultaneousOpenNeedsNobodyWhoListens() throws Exception {
        assertThat(sockets("--at", "0.5s", Samples.path("simultaneous-open.pcap")))
                .doesNotContain("LISTEN ");
    }
}
