package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class FileFailureTest {
    @Test
    void whatMayNotBeReadIsSaidToBe() {
        var err = new StringWriter();
        int status = CommandFailure.guard(new PrintWriter(err), () -> {
            throw new AccessDeniedException("before.pcap");
        });

        assertThat(status).isEqualTo(ExitCode.UNREADABLE);
        assertThat(err.toString().strip()).isEqualTo("finwait: before.pcap: permission denied");
    }

    @Test
    void whatMayNotBeWrittenIsSaidToBe() {
        assertThat(new OutputException("case", new AccessDeniedException("/there/case.1234.part")))
                .hasMessage("cannot write case: permission denied");
    }

    @Test
    void whatTheSystemSaysIsSaidWithoutThePathAgain() {
        assertThat(new OutputException("x", new FileSystemException("/there/x", null, "File name too long")))
                .hasMessage("cannot write x: File name too long");
        assertThat(new OutputException("x", new IOException("No space left on device")))
                .hasMessage("cannot write x: No space left on device");
    }
}
