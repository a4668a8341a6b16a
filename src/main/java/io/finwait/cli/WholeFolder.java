package io.finwait.cli;

import io.finwait.capture.FileDigest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * A folder of files that gets its name when it is whole: until then it is written beside the one of that name, so that a failure, or an
 * interruption, leaves what was there and nothing else. With the files comes a manifest of their checksums.
 */
final class WholeFolder implements Closeable {
    static final String MANIFEST = "MANIFEST.sha256";

    private final String name;
    private final Path target;
    private final Path part;
    private final HalfWritten halfWritten;

    private WholeFolder(String name, Path target, Path part) throws IOException {
        this.name = name;
        this.target = target;
        this.part = part;
        halfWritten = new HalfWritten(() -> remove(part));
        halfWritten.make(() -> Files.createDirectory(part));
    }

    /**
     * Begins a folder.
     *
     * @param replace whether it may take the place of one that has files: only of those that are in its manifest
     */
    static WholeFolder create(String name, boolean replace) throws OutputException {
        try {
            Path path = Path.of(name);
            Path target = Files.exists(path)
                    ? path.toRealPath()
                    : path.toAbsolutePath().normalize();
            requireOurs(name, target, replace);
            long number = ThreadLocalRandom.current().nextLong(1L << 32);
            Path part = target.resolveSibling(target.getFileName() + "." + Long.toHexString(number) + ".part");
            return new WholeFolder(name, target, part);
        } catch (InvalidPathException e) {
            throw new OutputException("cannot write " + name + ": " + e.getReason());
        } catch (NoSuchFileException e) {
            throw new OutputException("cannot write " + name + ": there is no such directory to put it in");
        } catch (OutputException e) {
            throw e;
        } catch (IOException e) {
            throw new OutputException(name, e);
        }
    }

    private static void requireOurs(String name, Path target, boolean replace) throws IOException {
        if (target.getFileName() == null) {
            throw new OutputException("cannot write " + name + ": that is no folder of its own");
        }
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw new OutputException("cannot write " + name + ": it is no folder");
        }
        List<String> files = namesIn(target);
        if (files.isEmpty()) {
            return;
        }
        if (!replace) {
            throw new OutputException(
                    "cannot write " + name + ": the folder is not empty; --force replaces an earlier report");
        }
        Set<String> others = new HashSet<>(files);
        others.removeAll(manifested(target));
        if (!others.isEmpty()) {
            throw new OutputException("cannot write " + name + ": the folder has "
                    + others.iterator().next() + ", which no report put there");
        }
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** What the manifest of an earlier report names, itself included; nothing if there is none. */
    private static Set<String> manifested(Path folder) throws IOException {
        Path manifest = folder.resolve(MANIFEST);
        Set<String> names = new HashSet<>();
        if (Files.isRegularFile(manifest)) {
            names.add(MANIFEST);
            for (String line : Files.readAllLines(manifest)) {
                names.add(line.substring(line.lastIndexOf(' ') + 1));
            }
        }
        return names;
    }

    /** Where a file of the folder is to be written. */
    Path file(String fileName) {
        return part.resolve(fileName);
    }

    /** The files so far, by name. */
    List<String> files() throws OutputException {
        try {
            return namesIn(part);
        } catch (IOException e) {
            throw new OutputException(name, e);
        }
    }

    /** It is whole: adds the manifest, in the format of {@code sha256sum}, and gives the folder its name. */
    void keep() throws OutputException {
        try {
            var manifest = new StringBuilder();
            for (String file : namesIn(part)) {
                manifest.append(FileDigest.of(part.resolve(file)).sha256())
                        .append("  ")
                        .append(file)
                        .append('\n');
            }
            Files.write(part.resolve(MANIFEST), manifest.toString().getBytes(StandardCharsets.UTF_8));
            putInPlace();
        } catch (IOException e) {
            throw new OutputException(name, e);
        }
    }

    /** What was there stays until the new one has its name. */
    private void putInPlace() throws IOException {
        if (!Files.isDirectory(target) || namesIn(target).isEmpty()) {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        Path old = beside(part, ".old");
        Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
            throw e;
        }
        delete(old);
    }

    private static Path beside(Path part, String suffix) {
        return part.resolveSibling(part.getFileName() + suffix);
    }

    private static void delete(Path folder) throws IOException {
        for (String file : namesIn(folder)) {
            Files.deleteIfExists(folder.resolve(file));
        }
        Files.deleteIfExists(folder);
    }

    /** Takes its name away first, so that whoever still writes can add nothing. */
    private static void remove(Path part) throws IOException {
        if (Files.isDirectory(part)) {
            Path gone = beside(part, ".gone");
            Files.move(part, gone, StandardCopyOption.ATOMIC_MOVE);
            delete(gone);
        }
    }

    /** Removes what was not kept. */
    @Override
    public void close() throws IOException {
        try {
            remove(part);
        } catch (IOException e) {
            throw new OutputException(name, e);
        }
        halfWritten.close();
    }
}
