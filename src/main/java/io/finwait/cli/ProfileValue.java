package io.finwait.cli;

import io.finwait.flow.IpAddress;
import io.finwait.flow.IpNetwork;
import io.finwait.lifecycle.HostProfile;
import io.finwait.lifecycle.HostProfile.OperatingSystem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What runs on a network, as people type it: {@code 10.0.0.0/8=windows}, {@code 10.0.0.0/8=linux,ports=1024-65535},
 * {@code fd77::/64=time-wait=90s}.
 */
record ProfileValue(IpNetwork network, HostProfile profile) {
    private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})-([0-9]{1,5})");

    /**
     * Reads {@code NETWORK=SETTING[,SETTING…]}; a setting is the name of an operating system, which comes first, or a key and
     * its value.
     *
     * @param others what holds for settings that {@code text} does not name, unless it names an operating system
     * @throws IllegalArgumentException if {@code text} is not of that form; the message is for the user
     */
    static ProfileValue parse(String text, HostProfile others) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw new IllegalArgumentException("'" + text + "': write it as 10.0.0.0/8=windows");
        }
        HostProfile profile = others;
        String[] settings = text.substring(equals + 1).split(",", -1);
        for (int i = 0; i < settings.length; i++) {
            int is = settings[i].indexOf('=');
            if (is >= 0) {
                profile = with(profile, settings[i].substring(0, is), settings[i].substring(is + 1));
            } else if (i == 0) {
                profile = system(settings[i]).defaults();
            } else {
                throw new IllegalArgumentException("'" + settings[i] + "' in '" + text
                        + "': the system comes first, then settings as time-wait=90s");
            }
        }
        return new ProfileValue(IpNetwork.parse(text.substring(0, equals)), profile);
    }

    /** What {@link #parse} reads as {@code profile} for {@code host}: the system, and the settings that differ from its defaults. */
    static String text(IpAddress host, HostProfile profile) {
        var text = new StringBuilder(host + "=").append(Finwait.lowercase(profile.system()));
        HostProfile defaults = profile.system().defaults();
        if (profile.timeWaitNanos() != defaults.timeWaitNanos()) {
            text.append(",time-wait=").append(profile.timeWaitNanos()).append("ns");
        }
        if (profile.finWait2Nanos() != defaults.finWait2Nanos()) {
            text.append(",fin-wait-2=").append(profile.finWait2Nanos()).append("ns");
        }
        return text.append(",ports=")
                .append(profile.firstEphemeralPort())
                .append('-')
                .append(profile.lastEphemeralPort())
                .toString();
    }

    private static OperatingSystem system(String name) {
        for (OperatingSystem system : OperatingSystem.values()) {
            if (system.name().equalsIgnoreCase(name)) {
                return system;
            }
        }
        throw new IllegalArgumentException("unknown profile '" + name + "': linux, windows, macos or freebsd");
    }

    private static HostProfile with(HostProfile profile, String key, String value) {
        return switch (key) {
            case "time-wait" -> profile.withTimeWait(DurationValue.nanos(value));
            case "fin-wait-2" -> profile.withFinWait2(DurationValue.nanos(value));
            case "ports" -> withPorts(profile, value);
            default ->
                throw new IllegalArgumentException("unknown setting '" + key + "': time-wait, fin-wait-2 or ports");
        };
    }

    private static HostProfile withPorts(HostProfile profile, String value) {
        Matcher range = PORTS.matcher(value);
        if (!range.matches()) {
            throw new IllegalArgumentException("'" + value + "' is not a range of ports such as 1024-65535");
        }
        return profile.withEphemeralPorts(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)));
    }
}
