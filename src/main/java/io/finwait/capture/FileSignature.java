package io.finwait.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a file is that is no capture, so that the message can name the way out.
 *
 * @param magic the first octets, in ISO 8859-1
 */
record FileSignature(String magic, String what, String wayOut) {
    private static final String UNPACK = "Unpack it first.";
    private static final String CONVERT = "Convert it with Wireshark's: editcap -F pcapng IN OUT.";
    private static final int LEAST_TEXT = 4;

    private static final List<FileSignature> KNOWN = List.of(
            new FileSignature("PK\3\4", "a ZIP archive", UNPACK),
            new FileSignature("BZh", "a bzip2 stream", "Unpack it first: bunzip2."),
            new FileSignature("7z\u00bc\u00af", "a 7-Zip archive", UNPACK),
            new FileSignature("Rar!", "a RAR archive", UNPACK),
            new FileSignature("\u001f\u009d", "a compress stream", "Unpack it first: uncompress."),
            new FileSignature("LZIP", "an lzip stream", "Unpack it first: lzip -d."),
            new FileSignature("snoop\0\0\0", "a Solaris snoop capture", CONVERT),
            new FileSignature("GMBU", "a Microsoft Network Monitor capture", CONVERT),
            new FileSignature("RTSS", "a Microsoft Network Monitor capture", CONVERT),
            new FileSignature("TRSNIFF data", "a Sniffer capture", CONVERT),
            new FileSignature("XCP\0", "a NetXray capture", CONVERT),
            new FileSignature("iptrace ", "an AIX iptrace capture", CONVERT),
            new FileSignature("\177ver", "an EtherPeek capture", CONVERT),
            new FileSignature("LOGG", "a Vector BLF log", CONVERT),
            new FileSignature("\177ELF", "an ELF program", ""),
            new FileSignature("MZ", "a Windows program", ""),
            new FileSignature("%PDF", "a PDF document", ""),
            new FileSignature("\u0089PNG", "a PNG image", ""),
            new FileSignature("version https://git-lfs", "a Git LFS pointer", "Fetch the file itself: git lfs pull."));

    /** Why the stream that starts with {@code window} is refused, what it is and what to do, in one line. */
    static String complaint(ByteWindow window, @Nullable Compression compression) throws IOException {
        String inside = compression == null ? "" : compression.label() + ", and inside ";
        if (window.available() == 0) {
            return "not a capture file (" + inside + (compression == null ? "it is empty)" : "nothing)");
        }
        int shown = Math.min(window.available(), 4);
        String hex = HexFormat.ofDelimiter(" ").formatHex(window.bytes, window.position, window.position + shown);
        FileSignature is = of(window);
        String complaint = "not a capture file (" + inside + "starts with " + hex;
        if (is == null) {
            return complaint + "); pcap and pcapng are read, plain or compressed with gzip, zstd, xz or lz4";
        }
        return complaint + ": " + is.what + ")" + (is.wayOut.isEmpty() ? "" : ". " + is.wayOut);
    }

    private static @Nullable FileSignature of(ByteWindow window) throws IOException {
        var start = new String(
                window.bytes, window.position, Math.min(window.available(), 512), StandardCharsets.ISO_8859_1);
        for (FileSignature known : KNOWN) {
            if (start.startsWith(known.magic)) {
                return known;
            }
        }
        if (start.startsWith("ustar", 257)) {
            return new FileSignature("", "a tar archive", UNPACK);
        }
        if (Compression.of(window) != null) {
            return new FileSignature("", "compressed twice", UNPACK);
        }
        if (looksLikeErf(start)) {
            return new FileSignature("", "perhaps an Endace ERF capture", CONVERT);
        }
        boolean text =
                start.length() >= LEAST_TEXT && start.chars().allMatch(c -> c >= ' ' && c != 0x7F || c >= 7 && c <= 13);
        return text ? new FileSignature("", "text", "") : null;
    }

    /**
     * ERF has no magic. Its records begin with a time (seconds in octets 4 to 7, lowest first), a type, and a record length of at
     * least 16.
     */
    private static boolean looksLikeErf(String start) {
        if (start.length() < 16) {
            return false;
        }
        int year = 1970 + (start.charAt(7) << 24 | start.charAt(6) << 16) / (365 * 24 * 3600);
        int type = start.charAt(8) & 0x7F;
        int recordBytes = start.charAt(10) << 8 | start.charAt(11);
        return year >= 2000 && type >= 1 && type <= 29 && recordBytes >= 16 && (recordBytes & 7) == 0;
    }
}
