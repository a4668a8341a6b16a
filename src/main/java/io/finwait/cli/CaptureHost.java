package io.finwait.cli;

import io.finwait.capture.libpcap.Place;
import io.finwait.host.HostSample;
import io.finwait.host.ProcTree;
import io.finwait.host.netns.NetworkNamespace;
import io.finwait.lifecycle.HostProfile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The host that devices belong to: this one, or a container on it. */
final class CaptureHost {
    @Option(
            names = "--netns",
            paramLabel = "NAME|PID",
            description = "The network namespace the devices are in: a name of ip netns, or a process of a container.")
    private @Nullable String netns;

    boolean isNamed() {
        return netns != null;
    }

    /**
     * Where its devices are.
     *
     * @throws UsageException if there is no such namespace
     */
    Place place() {
        String name = netns;
        if (name == null) {
            return Place.HERE;
        }
        NetworkNamespace namespace = UsageException.unless("--netns", () -> NetworkNamespace.of(name));
        return action -> namespace.call(() -> {
            action.run();
            return true;
        });
    }

    /**
     * What {@code --profile} would have to say of it, where that is not what is assumed anyway: its local ports and time-outs, as
     * its kernel has them. Empty where the system does not tell.
     */
    List<String> profiles() throws IOException {
        var found = new ArrayList<String>();
        place().run(() -> {
            try {
                HostSample sample = HostSample.read(ProcTree.ofThisThread(), false);
                HostProfile profile = sample.profile();
                if (profile != null && !profile.equals(profile.system().defaults())) {
                    found.addAll(profiles(sample, profile));
                }
            } catch (IOException e) {
                // Not Linux, or no /proc: then what is assumed of Linux is assumed here too.
            }
        });
        return found;
    }

    /** The value of {@code --profile} for each address of a host. */
    static List<String> profiles(HostSample sample, HostProfile profile) {
        return sample.addresses().stream()
                .map(address -> ProfileValue.text(address, profile))
                .toList();
    }
}
