package io.finwait.pipeline;

import io.finwait.analysis.AnalysisListener;
import io.finwait.anonymise.AnonymousRecords;
import io.finwait.anonymise.Pseudonyms;
import io.finwait.capture.CaptureFile;
import io.finwait.capture.Frame;
import io.finwait.decode.Datagram;
import io.finwait.decode.TcpSegment;
import io.finwait.extract.AnonymousWriter;
import io.finwait.extract.CaptureWriter;
import io.finwait.extract.Choice;
import io.finwait.extract.Provenance;
import io.finwait.extract.Selection;
import io.finwait.lifecycle.Connection;
import io.finwait.lifecycle.SegmentWatch;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * Copies the packets of some connections: a first reading finds out which connections are wanted, another one copies. Where findings
 * cite frames of other connections (the one that held the ports before), a reading between them finds out which, and they come along.
 */
public final class Extraction {
    private final AnalysisRequest request;
    private final Selection selection;
    private final Most most;
    private long tooMany;
    private long uncertain;
    private long frames;
    private long commented;

    /**
     * How much is copied: the first frames.
     *
     * @param citedBeyond whether frames that a finding cites are copied beyond that too
     */
    public record Most(long frames, boolean citedBeyond) {
        public static final Most ALL = new Most(Long.MAX_VALUE, true);
    }

    /** Where the extract goes. */
    public interface Destination {
        /**
         * Begins to write; asked only if there is something to copy, and once the inputs are open.
         *
         * @param files the inputs
         */
        CaptureWriter open(List<CaptureFile> files, Provenance provenance) throws IOException;
    }

    /**
     * What became of it.
     *
     * @param connections how many were copied; 0 if none is as was asked for, and then nothing was written
     * @param alongside how many of these were not asked for, but had the same ports as one of them and have a part in its life
     * @param concerned how many a finding asked for is about of which it names only some; 0 if there is no such finding
     * @param frames how many were copied
     * @param commented how many of these have comments, where the format has room for them
     * @param tooMany how many were not, because there were more than was asked for
     * @param uncertain how many were not, because it was not certain that they would mean the same without addresses and payload
     * @param files the inputs
     */
    public record Extracted(
            int connections,
            int alongside,
            long concerned,
            long frames,
            long commented,
            long tooMany,
            long uncertain,
            List<CaptureFile> files) {}

    /**
     * Prepares to copy.
     *
     * @param most how many are copied
     */
    public Extraction(AnalysisRequest request, Choice choice, Most most) {
        this.request = request;
        this.most = most;
        this.selection = new Selection(choice);
    }

    /** Finds out what is wanted: to be told of an analysis of the request before {@link #write}. */
    public AnalysisListener firstReading() {
        return selection;
    }

    /**
     * Reads the inputs, which must allow to be read again, and writes what is wanted of them.
     *
     * @throws IOException as {@link Analysis#run}, or if writing fails
     */
    public static Extracted run(AnalysisRequest request, Choice choice, Most most, Destination destination)
            throws IOException {
        var extraction = new Extraction(request, choice, most);
        new Analysis(request)
                .run(List.of(extraction.selection), null); // with real addresses: conditions are about those
        return extraction.write(destination);
    }

    /**
     * Reads again and writes what is wanted.
     *
     * @throws IOException as {@link Analysis#run}, or if writing fails
     */
    public Extracted write(Destination destination) throws IOException {
        if (!selection.ids().isEmpty()) {
            takeAlong(selection.strays());
            selection.fillGaps();
            copy(destination);
        }
        return new Extracted(
                selection.ids().cardinality(),
                selection.alongside(),
                selection.concerned(),
                frames,
                commented,
                tooMany,
                uncertain,
                selection.files());
    }

    private void takeAlong(Set<Long> strays) throws IOException {
        if (!strays.isEmpty()) {
            var owner = new Owner();
            try (TrackedCapture capture = open(owner)) {
                while (capture.next()) {
                    int id = owner.of(capture);
                    if (id != Owner.NONE && strays.contains(capture.frame().number)) {
                        selection.add(id);
                    }
                }
            }
        }
    }

    private void copy(Destination destination) throws IOException {
        BitSet ids = selection.ids();
        var owner = new Owner();
        try (TrackedCapture capture = open(owner);
                CaptureWriter writer = writer(destination)) {
            var datagrams = new WantedDatagrams();
            while (capture.nextFrame()) {
                if (isWanted(capture, owner, ids, datagrams)) {
                    copy(capture.frame(), writer);
                }
            }
        }
    }

    /** Whether the frame at hand is of a wanted connection, or a later fragment of a segment that is. */
    private static boolean isWanted(TrackedCapture capture, Owner owner, BitSet ids, WantedDatagrams datagrams) {
        Datagram datagram = capture.datagram();
        long timeNanos = capture.frame().timeNanos;
        if (!capture.hasSegment()) {
            return datagram != null && datagrams.wants(datagram, timeNanos);
        }
        int id = owner.of(capture);
        boolean wanted = id != Owner.NONE && ids.get(id);
        if (datagram != null) {
            datagrams.first(datagram, timeNanos, wanted);
        }
        return wanted;
    }

    private CaptureWriter writer(Destination destination) throws IOException {
        List<CaptureFile> files = selection.files();
        AnonymousRecords anonymous = request.anonymous();
        Pseudonyms pseudonyms = request.pseudonyms();
        if (anonymous == null || pseudonyms == null) {
            return destination.open(files, selection.provenance(files));
        }
        Provenance provenance = selection.provenance(anonymous.of(files)).ofAnonymous();
        return new AnonymousWriter(destination.open(files, provenance), pseudonyms);
    }

    private void copy(Frame frame, CaptureWriter writer) throws IOException {
        List<String> comments = selection.comments(frame);
        if (frames >= most.frames() && (comments.isEmpty() || !most.citedBeyond())) {
            tooMany++;
            writer.leaveOut();
            return;
        }
        if (!writer.write(frame, comments)) {
            uncertain++;
            return;
        }
        frames++;
        if (!comments.isEmpty()) {
            commented++;
        }
    }

    private TrackedCapture open(SegmentWatch watch) throws IOException {
        var capture = new TrackedCapture(request, watch, Analysis.heapLimitBytes(), new Progress());
        if (!areSame(capture.files(), selection.files())) {
            capture.close();
            throw new IOException("the inputs have changed since they were read first");
        }
        return capture;
    }

    /** By their names, unless the first reading told none. */
    private boolean areSame(List<CaptureFile> now, List<CaptureFile> then) {
        return request.anonymous() == null ? names(now).equals(names(then)) : now.size() == then.size();
    }

    private static List<String> names(List<CaptureFile> files) {
        return files.stream().map(CaptureFile::name).toList();
    }

    /** Hears whose the segment at hand is. */
    private static final class Owner implements SegmentWatch {
        static final int NONE = -1;

        private int id = NONE;

        /** The connection that the tracker gives the segment at hand to. */
        int of(TrackedCapture capture) {
            id = NONE;
            capture.track();
            return id;
        }

        @Override
        public void segment(Connection connection, TcpSegment taken, boolean fromA) {
            id = connection.id();
        }

        @Override
        public void icmpError(Connection connection, TcpSegment error) {
            id = connection.id();
        }
    }
}
