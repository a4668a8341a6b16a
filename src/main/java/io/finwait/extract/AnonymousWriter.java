package io.finwait.extract;

import io.finwait.anonymise.Pseudonyms;
import io.finwait.anonymise.packet.FrameAnonymiser;
import io.finwait.capture.Frame;
import java.io.IOException;
import java.util.List;

/** Writes frames without payload, and with pseudonyms for addresses. */
public final class AnonymousWriter implements CaptureWriter {
    private final CaptureWriter writer;
    private final FrameAnonymiser anonymiser;

    public AnonymousWriter(CaptureWriter writer, Pseudonyms pseudonyms) {
        this.writer = writer;
        anonymiser = new FrameAnonymiser(pseudonyms);
    }

    @Override
    public boolean write(Frame frame, List<String> comments) throws IOException {
        if (anonymiser.anonymise(frame)) {
            return writer.write(anonymiser.result(), comments);
        }
        leaveOut();
        return false;
    }

    @Override
    public void leaveOut() {
        writer.leaveOut();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
