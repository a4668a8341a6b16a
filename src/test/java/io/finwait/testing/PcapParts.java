package io.finwait.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** A little-endian pcap file taken apart at its records, to be put together otherwise. */
public final class PcapParts {
    private static final int FILE_HEADER_BYTES = 24;
    private static final int RECORD_HEADER_BYTES = 16;

    private final byte[] header;
    private final List<byte[]> records = new ArrayList<>();

    private PcapParts(byte[] file) {
        header = Arrays.copyOf(file, FILE_HEADER_BYTES);
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int at = FILE_HEADER_BYTES;
        while (at < file.length) {
            int end = at + RECORD_HEADER_BYTES + buffer.getInt(at + 8);
            records.add(Arrays.copyOfRange(file, at, end));
            at = end;
        }
    }

    /** Writes a copy of a pcap file that makes no sense after its first {@code good} packets. */
    public static Path damaged(Path file, int good, Path copy) throws IOException {
        byte[] octets = Files.readAllBytes(file);
        int at = of(file).offsetOf(good);
        Arrays.fill(octets, at, at + 16, (byte) 0xFF);
        return Files.write(copy, octets);
    }

    public static PcapParts of(Path file) throws IOException {
        return new PcapParts(Files.readAllBytes(file));
    }

    /** How many records there are. */
    public int size() {
        return records.size();
    }

    /** Octets before the record with that index. */
    public int offsetOf(int index) {
        return FILE_HEADER_BYTES
                + records.subList(0, index).stream()
                        .mapToInt(record -> record.length)
                        .sum();
    }

    /**
     * Deals the records out to files, each in the order they have here.
     *
     * @param part index of the record to index of the file
     */
    public void split(List<Path> files, IntUnaryOperator part) throws IOException {
        var contents = new ArrayList<ByteArrayOutputStream>();
        for (int i = 0; i < files.size(); i++) {
            contents.add(new ByteArrayOutputStream());
            contents.get(i).writeBytes(header);
        }
        for (int i = 0; i < records.size(); i++) {
            contents.get(part.applyAsInt(i)).writeBytes(records.get(i));
        }
        for (int i = 0; i < files.size(); i++) {
            Files.write(files.get(i), contents.get(i).toByteArray());
        }
    }
}
