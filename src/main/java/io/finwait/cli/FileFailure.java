package io.finwait.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be read or written, in words: what Java says of some reasons is a path, or the name of a class. */
final class FileFailure {
    private FileFailure() {}

    /** The reason, without the file's name where that is known. */
    static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "a file of that name is there";
        }
        String said = cause instanceof FileSystemException e ? e.getReason() : cause.getMessage();
        return said == null ? cause.getClass().getSimpleName() : said;
    }

    /** The file, where it is known, and the reason. */
    static String sentence(IOException cause) {
        String file = cause instanceof FileSystemException e ? e.getFile() : null;
        return file == null ? reason(cause) : file + ": " + reason(cause);
    }
}
