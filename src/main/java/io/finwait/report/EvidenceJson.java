package io.finwait.report;

import static io.finwait.report.JsonText.encoded;

import io.finwait.analysis.AnalysisContext;
import io.finwait.capture.CaptureFile;
import io.finwait.capture.FrameLocator;
import io.finwait.lifecycle.ConnectionRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code evidence}: of frames in merged order, the file each is from and its number there. Writes nothing where there is
 * one file, whose numbers need no translation. Not thread-safe.
 */
final class EvidenceJson {
    private static final byte[] EVIDENCE = encoded("evidence");
    private static final byte[] FILE = encoded("file");
    private static final byte[] FRAME = encoded("frame");
    private static final byte[] FIRST_FRAME = encoded("field", "first_frame");
    private static final byte[] LAST_FRAME = encoded("field", "last_frame");
    private static final byte[] FIRST_FIN_FRAME = encoded("field", "first_fin_frame");

    private final @Nullable FrameLocator locator;
    private final String[] names;

    /** Of one file. */
    EvidenceJson() {
        locator = null;
        names = new String[0];
    }

    EvidenceJson(AnalysisContext context, List<CaptureFile> files) {
        locator = context.locator();
        names = files.stream().map(CaptureFile::name).toArray(String[]::new);
    }

    /** Writes where the frames are that {@code connection} names, with the field that names each. */
    void write(JsonText json, ConnectionRecord connection) {
        FrameLocator from = locator;
        if (from == null) {
            return;
        }
        json.beginArray(EVIDENCE);
        write(json, from, FIRST_FRAME, connection.firstFrame());
        write(json, from, LAST_FRAME, connection.lastFrame());
        if (connection.close().firstFinFrame() >= 0) {
            write(json, from, FIRST_FIN_FRAME, connection.close().firstFinFrame());
        }
        json.endArray();
    }

    /** Writes where the frames of a finding are, in their order. */
    void write(JsonText json, List<Long> frames) {
        FrameLocator from = locator;
        if (from == null) {
            return;
        }
        json.beginArray(EVIDENCE);
        for (long frame : frames) {
            write(json, from, null, frame);
        }
        json.endArray();
    }

    /** @param field the field that names the frame; null where it is one of several */
    private void write(JsonText json, FrameLocator from, byte @Nullable [] field, long frame) {
        FrameLocator.Place place = from.locate(frame);
        if (place == null) {
            return;
        }
        json.beginElement();
        if (field != null) {
            json.field(field);
        }
        json.string(FILE, names[place.fileIndex()]);
        json.number(FRAME, place.number());
        json.endObject();
    }
}
