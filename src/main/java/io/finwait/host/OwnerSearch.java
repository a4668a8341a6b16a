package io.finwait.host;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the programs that hold sockets, by the links in /proc/PID/fd (proc_pid_fd(5)): {@code socket:[inode]}. Looks at so many
 * descriptors at most.
 */
final class OwnerSearch {
    private static final int MOST_DESCRIPTORS = 500_000;
    private static final int MOST_OWNERS = 20_000;
    private static final String SOCKET = "socket:[";

    private static final class Holding {
        private int pid;
        private int processes;
        private int latestPid = -1;
        private long sockets;
        private long closeWait;

        Holding(int pid) {
            this.pid = pid;
        }
    }

    private final InodeGroups inodes;
    private final Map<SocketGroup, Map<String, Holding>> found = new HashMap<>();
    private int owners;
    private int descriptors;
    private int unreadable;
    private boolean hidden;

    OwnerSearch(InodeGroups inodes) {
        this.inodes = inodes;
    }

    /** Looks through all processes, and tells groups their owners. */
    OwnerCoverage search(Path proc) throws IOException {
        if (!inodes.isEmpty()) {
            try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
                for (Path process : processes) {
                    look(process);
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        found.forEach((group, holdings) -> group.owners(holdings.entrySet().stream()
                .map(entry -> owner(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong((Owner owner) -> -owner.sockets())
                        .thenComparing(Owner::pid))
                .toList()));
        return new OwnerCoverage(
                unreadable, descriptors >= MOST_DESCRIPTORS || owners >= MOST_OWNERS, inodes.leftOut());
    }

    private static Owner owner(String command, Holding holding) {
        return new Owner(command, holding.pid, holding.processes, holding.sockets, holding.closeWait);
    }

    private void look(Path process) {
        String name = process.getFileName().toString();
        if (descriptors >= MOST_DESCRIPTORS || !name.matches("[0-9]{1,9}")) {
            return;
        }
        Map<Long, InodeGroups.Place> held = new HashMap<>(); // by inode: a process may hold one by several descriptors
        hidden = false;
        try (DirectoryStream<Path> links = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path link : links) {
                if (++descriptors >= MOST_DESCRIPTORS) {
                    break;
                }
                add(link, held);
            }
        } catch (IOException | DirectoryIteratorException e) {
            if (Files.exists(process)) {
                unreadable++;
            }
            return;
        }
        if (hidden) {
            unreadable++;
        }
        if (!held.isEmpty()) {
            hold(Integer.parseInt(name), command(process), held.values());
        }
    }

    private void add(Path link, Map<Long, InodeGroups.Place> held) {
        try {
            String target = Files.readSymbolicLink(link).toString();
            if (target.startsWith(SOCKET) && target.endsWith("]")) {
                long inode = number(target.substring(SOCKET.length(), target.length() - 1));
                InodeGroups.Place place = inodes.of(inode);
                if (place != null) {
                    held.put(inode, place);
                }
            }
        } catch (AccessDeniedException e) {
            hidden = true;
        } catch (IOException e) {
            // Closed meanwhile: it holds nothing any more.
        }
    }

    /** 0, which is no inode, where it is not a number. */
    private static long number(String digits) {
        return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
    }

    private void hold(int pid, String command, Collection<InodeGroups.Place> held) {
        for (InodeGroups.Place place : held) {
            Map<String, Holding> holdings = found.computeIfAbsent(place.group(), group -> new HashMap<>());
            Holding holding = holdings.get(command);
            if (holding == null) {
                if (++owners > MOST_OWNERS) {
                    continue;
                }
                holding = new Holding(pid);
                holdings.put(command, holding);
            }
            if (holding.latestPid != pid) {
                holding.latestPid = pid;
                holding.pid = Math.min(holding.pid, pid);
                holding.processes++;
            }
            holding.sockets++;
            holding.closeWait += place.closeWait() ? 1 : 0;
        }
    }

    private static String command(Path process) {
        try {
            return ProcTree.text(process.resolve("comm")).stripTrailing();
        } catch (IOException e) {
            return "?";
        }
    }
}
