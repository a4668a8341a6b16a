package io.finwait.analysis;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the addresses in a sentence that finwait made, as {@link IpAddress} and {@link HostPort} write them. Nothing else in such
 * a sentence reads as one: a time of day has too few colons, a number no three dots.
 */
public final class AddressesInText {
    private static final String V4 = "\\d{1,3}(?:\\.\\d{1,3}){3}";
    private static final String V6 = "[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,8}";
    private static final Pattern ADDRESS =
            Pattern.compile("(?<![0-9A-Za-z.:])(?:\\[(?<bracketed>" + V6 + ")](?::(?<v6port>\\d{1,5}))?|(?<v4>" + V4
                    + ")(?::(?<v4port>\\d{1,5}))?|(?<v6>" + V6 + "))(?![0-9A-Za-z])");

    /** Says what stands in the place of an address. */
    @FunctionalInterface
    public interface Rewriting {
        /**
         * What is written instead.
         *
         * @param port the port with it; -1 if there is none
         * @param written how it stands there, port and brackets included
         */
        String of(IpAddress address, int port, String written);
    }

    private AddressesInText() {}

    /** The sentence with each address written as {@code rewriting} says. */
    public static String rewrite(String sentence, Rewriting rewriting) {
        Matcher found = ADDRESS.matcher(sentence);
        var rewritten = new StringBuilder(sentence.length() + 16);
        while (found.find()) {
            found.appendReplacement(rewritten, Matcher.quoteReplacement(replacement(found, rewriting)));
        }
        return found.appendTail(rewritten).toString();
    }

    private static String replacement(Matcher found, Rewriting rewriting) {
        String written = found.group();
        String bracketed = found.group("bracketed");
        String v4 = found.group("v4");
        if (bracketed != null || v4 != null) {
            IpAddress address = addressOrNull(bracketed != null ? bracketed : v4);
            String port = found.group(bracketed != null ? "v6port" : "v4port");
            return address == null
                    ? written
                    : rewriting.of(address, port == null ? -1 : Integer.parseInt(port), written);
        }
        // A colon after an IPv6 address is punctuation, unless it is the second of two.
        boolean punctuated = written.endsWith(":") && !written.endsWith("::");
        String bare = punctuated ? written.substring(0, written.length() - 1) : written;
        IpAddress address = addressOrNull(bare);
        return address == null ? written : rewriting.of(address, -1, bare) + written.substring(bare.length());
    }

    private static @Nullable IpAddress addressOrNull(String text) {
        try {
            return IpAddress.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
