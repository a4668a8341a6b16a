package io.finwait.cli;

import io.finwait.anonymise.AnonymousRecords;
import io.finwait.anonymise.Pseudonyms;
import io.finwait.finding.KnownFinding;
import io.finwait.lifecycle.ConnectionRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of what is shown in place of addresses. */
final class AnonymiseOptions {
    /** Longer than any key in hexadecimal with a line's end, shorter than what would be a wrong file. */
    private static final int MOST_BYTES = 128;

    @Option(
            names = {"--anonymise", "--anonymize"},
            description =
                    "Show pseudonyms for addresses, in all outputs: prefixes and ports are kept, names of files, the"
                            + " command line and checksums are left out. Options still take the real addresses.")
    private boolean anonymise;

    @Option(
            names = {"--anonymise-key", "--anonymize-key"},
            paramLabel = "FILE",
            description =
                    "The same with a key, for the same pseudonyms each time: 32 octets, or 64 hexadecimal digits, in"
                            + " a file (head -c 32 /dev/urandom > FILE). Without it, of a new key each time.")
    private @Nullable String keyFile;

    private @Nullable Pseudonyms pseudonyms;

    /** Whether pseudonyms are wanted. */
    boolean isWanted() {
        return anonymise || keyFile != null;
    }

    /**
     * The pseudonyms; the same ones whenever they are asked for.
     *
     * @return null if none are wanted
     * @throws UsageException if there is no such key
     */
    @Nullable
    Pseudonyms pseudonyms() {
        if (pseudonyms == null && isWanted()) {
            pseudonyms = keyFile == null ? Pseudonyms.ofRandomKey() : new Pseudonyms(key(keyFile));
        }
        return pseudonyms;
    }

    /** A condition on what reports are given that holds where {@code condition} holds of the original. */
    Predicate<ConnectionRecord> onOriginals(Predicate<ConnectionRecord> condition) {
        Pseudonyms shown = pseudonyms();
        return shown == null ? condition : new AnonymousRecords(shown).onOriginals(condition);
    }

    /**
     * The originals of findings that an anonymous report has.
     *
     * @throws UsageException if there is no key that could tell
     */
    Set<KnownFinding> originals(Set<KnownFinding> known) {
        Pseudonyms shown = pseudonyms();
        if (shown == null || keyFile == null) {
            throw new UsageException("--baseline: that report is anonymous; give the --anonymise-key it was made with");
        }
        var records = new AnonymousRecords(shown);
        return known.stream().map(records::original).collect(Collectors.toUnmodifiableSet());
    }

    private static byte[] key(String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            byte[] octets = in.readNBytes(MOST_BYTES);
            return octets.length == Pseudonyms.KEY_BYTES ? octets : fromHex(octets);
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new UsageException(
                    "--anonymise-key: there is no file " + file + "; head -c 32 /dev/urandom > FILE makes a key");
        } catch (IOException e) {
            throw new UsageException("--anonymise-key: cannot read " + file);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--anonymise-key " + file
                    + ": a key is 32 octets, or 64 hexadecimal digits; head -c 32 /dev/urandom > FILE makes one");
        }
    }

    private static byte[] fromHex(byte[] octets) {
        byte[] key = HexFormat.of().parseHex(new String(octets, StandardCharsets.ISO_8859_1).strip());
        if (key.length != Pseudonyms.KEY_BYTES) {
            throw new IllegalArgumentException("a key of another length");
        }
        return key;
    }
}
