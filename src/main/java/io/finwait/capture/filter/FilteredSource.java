package io.finwait.capture.filter;

import io.finwait.capture.CaptureFile;
import io.finwait.capture.Frame;
import io.finwait.capture.FrameSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Passes on only the frames that a capture filter accepts; they keep their numbers. Compiles the filter once for each link type
 * met. An expression that means nothing on one link type of several, such as an Ethernet address on raw IP, accepts no frame of it.
 */
public final class FilteredSource implements FrameSource {
    private static final int ETHERNET = 1;

    private static final BpfProgram NOTHING =
            new BpfProgram(List.of(new BpfProgram.Instruction(BpfOpcode.RET_K, 0, 0, 0)));

    private final FrameSource source;
    private final FilterCompiler compiler;
    private final Map<Integer, BpfProgram> programs = new HashMap<>();
    private BpfProgram program = NOTHING;
    private int programLinkType = -1;

    /**
     * Compiles the filter for the link types that are known already, so that a wrong one is refused before anything is read.
     *
     * @throws FilterSyntaxException if it compiles for none of them
     * @throws FilterException if nothing can be compiled here
     */
    public FilteredSource(FrameSource source, FilterCompiler compiler) throws FilterException {
        this.source = source;
        this.compiler = compiler;
        Set<Integer> linkTypes = new LinkedHashSet<>();
        source.files().forEach(file -> linkTypes.addAll(file.linkTypes()));
        if (linkTypes.isEmpty()) {
            linkTypes.add(ETHERNET);
        }
        FilterSyntaxException refusal = null;
        for (int linkType : linkTypes) {
            try {
                programs.put(linkType, compiler.compile(linkType));
            } catch (FilterSyntaxException e) {
                refusal = refusal == null ? e : refusal;
            }
        }
        if (refusal != null && programs.isEmpty()) {
            throw refusal;
        }
    }

    @Override
    public boolean next(Frame frame) throws IOException {
        while (source.next(frame)) {
            if (frame.linkType != programLinkType) {
                program = programFor(frame.linkType);
                programLinkType = frame.linkType;
            }
            if (program.matches(frame.buffer, frame.offset, frame.capturedLength, frame.wireLength)) {
                return true;
            }
        }
        return false;
    }

    private BpfProgram programFor(int linkType) throws FilterException {
        BpfProgram known = programs.get(linkType);
        if (known == null) {
            try {
                known = compiler.compile(linkType);
            } catch (FilterSyntaxException e) {
                known = NOTHING;
            }
            programs.put(linkType, known);
        }
        return known;
    }

    @Override
    public List<CaptureFile> files() {
        return source.files();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
