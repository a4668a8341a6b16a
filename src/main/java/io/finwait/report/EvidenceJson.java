package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.finwait.analysis.AnalysisContext;
import io.finwait.capture.CaptureFile;
import io.finwait.capture.FrameLocator;
import io.finwait.lifecycle.ConnectionRecord;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code evidence}: of frames in merged order, the file each is from and its number there. Writes nothing where there is
 * one file, whose numbers need no translation. Not thread-safe.
 */
final class EvidenceJson {
    private static final SerializedString EVIDENCE = new SerializedString("evidence");
    private static final SerializedString FIELD = new SerializedString("field");
    private static final SerializedString FILE = new SerializedString("file");
    private static final SerializedString FRAME = new SerializedString("frame");
    private static final SerializedString FIRST_FRAME = new SerializedString("first_frame");
    private static final SerializedString LAST_FRAME = new SerializedString("last_frame");
    private static final SerializedString FIRST_FIN_FRAME = new SerializedString("first_fin_frame");

    private final @Nullable FrameLocator locator;
    private final SerializedString[] names;

    /** Of one file. */
    EvidenceJson() {
        locator = null;
        names = new SerializedString[0];
    }

    EvidenceJson(AnalysisContext context, List<CaptureFile> files) {
        locator = context.locator();
        names = files.stream().map(file -> new SerializedString(file.name())).toArray(SerializedString[]::new);
    }

    /** Writes where the frames are that {@code connection} names, with the field that names each. */
    void write(JsonGenerator json, ConnectionRecord connection) throws IOException {
        FrameLocator from = locator;
        if (from == null) {
            return;
        }
        json.writeFieldName(EVIDENCE);
        json.writeStartArray();
        write(json, from, FIRST_FRAME, connection.firstFrame());
        write(json, from, LAST_FRAME, connection.lastFrame());
        if (connection.close().firstFinFrame() >= 0) {
            write(json, from, FIRST_FIN_FRAME, connection.close().firstFinFrame());
        }
        json.writeEndArray();
    }

    private void write(JsonGenerator json, FrameLocator from, SerializedString field, long frame) throws IOException {
        FrameLocator.Place place = from.locate(frame);
        if (place == null) {
            return;
        }
        json.writeStartObject();
        json.writeFieldName(FIELD);
        json.writeString(field);
        json.writeFieldName(FILE);
        json.writeString(names[place.fileIndex()]);
        json.writeFieldName(FRAME);
        json.writeNumber(place.number());
        json.writeEndObject();
    }
}
