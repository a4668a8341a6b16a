package io.finwait.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.List;

/** A file or standard output being written; its failures are {@link OutputException}s. Unlike System.out it has failures. */
final class OutputFile extends OutputStream {
    private final String name;
    private final OutputStream out;

    private OutputFile(String name, OutputStream out) {
        this.name = name;
        this.out = out;
    }

    static OutputFile stdout() {
        return new OutputFile("standard output", new FileOutputStream(FileDescriptor.out));
    }

    /** Creates a file or empties the one there is. */
    static OutputFile create(String file) throws OutputException {
        try {
            return create(file, Path.of(file));
        } catch (InvalidPathException e) {
            throw new OutputException("cannot write " + file + ": " + e.getReason());
        }
    }

    /**
     * Opens a file.
     *
     * @param file its name in messages
     */
    static OutputFile create(String file, Path path, OpenOption... options) throws OutputException {
        try {
            return new OutputFile(file, Files.newOutputStream(path, options));
        } catch (IOException e) {
            throw new OutputException(file, e);
        }
    }

    /**
     * Refuses an output that is an input.
     *
     * @param option that names the output
     */
    static void requireNoInput(String option, String output, List<String> inputs) throws IOException {
        for (String input : inputs) {
            if (isSameFile(input, output)) {
                throw new UsageException(option + " " + output + " would overwrite an input");
            }
        }
    }

    private static boolean isSameFile(String input, String output) throws IOException {
        Path in = Path.of(input);
        Path out = Path.of(output);
        return Files.exists(in) && Files.exists(out) && Files.isSameFile(in, out);
    }

    @Override
    public void write(int octet) throws IOException {
        try {
            out.write(octet);
        } catch (IOException e) {
            throw new OutputException(name, e);
        }
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        try {
            out.write(octets, offset, length);
        } catch (IOException e) {
            throw new OutputException(name, e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw new OutputException(name, e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } catch (IOException e) {
            throw new OutputException(name, e);
        }
    }
}
