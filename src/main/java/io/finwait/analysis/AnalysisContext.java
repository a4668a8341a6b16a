package io.finwait.analysis;

import io.finwait.capture.FrameLocator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of an analysis, as reports repeat it.
 *
 * @param inputs the input names as the user gave them
 * @param filter the capture filter; null if none
 * @param partOfTime whether packets before or after some time were left out
 * @param wholeSingleFile whether every frame of one file is read, so that ids can be Wireshark's
 * @param locator tells of a frame in merged order which file it is from; null with one file
 * @param names what people call hosts
 * @param anonymised whether addresses are pseudonyms, and what else names somebody is left out
 * @param live whether it is captured while it is analysed, and somebody may wait for what happens now
 * @param version finwait's version
 */
public record AnalysisContext(
        List<String> inputs,
        @Nullable String filter,
        boolean partOfTime,
        boolean wholeSingleFile,
        @Nullable FrameLocator locator,
        Names names,
        boolean anonymised,
        boolean live,
        String version) {
    /** One that shows addresses as they are, and nothing beside them. */
    public AnalysisContext(
            List<String> inputs,
            @Nullable String filter,
            boolean partOfTime,
            boolean wholeSingleFile,
            @Nullable FrameLocator locator,
            String version) {
        this(inputs, filter, partOfTime, wholeSingleFile, locator, Names.NONE, false, false, version);
    }
}
