package io.finwait.cli;

import io.finwait.capture.libpcap.Place;
import io.finwait.host.HostSample;
import io.finwait.host.HostSettings;
import io.finwait.host.ProcTree;
import io.finwait.host.netns.NetworkNamespace;
import io.finwait.lifecycle.HostProfile;
import io.finwait.screen.KernelWatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Mixin;

/** The host that devices belong to: this one, or a container on it. */
final class CaptureHost {
    @Mixin
    private final NetnsOption netns = new NetnsOption();

    boolean isNamed() {
        return netns.isGiven();
    }

    /**
     * Where its devices are.
     *
     * @throws UsageException if there is no such namespace
     */
    Place place() {
        NetworkNamespace namespace = netns.namespace();
        if (namespace == null) {
            return Place.HERE;
        }
        return action -> namespace.call(() -> {
            action.run();
            return true;
        });
    }

    /**
     * What {@code --profile} would have to say of it, where that is not what is assumed anyway: its local ports and time-outs, as
     * its kernel has them. Empty where the system does not tell, as any but Linux.
     */
    List<String> profiles() throws IOException {
        var found = new ArrayList<String>();
        place().run(() -> {
            HostSettings host = HostSettings.read(ProcTree.ofThisThread());
            HostProfile profile = host.profile();
            if (profile != null && !profile.equals(profile.system().defaults())) {
                found.addAll(profiles(host, profile));
            }
        });
        return found;
    }

    /**
     * Looks at what its kernel has.
     *
     * @throws UsageException if there is no such namespace
     */
    KernelWatch.Sampler sampler() {
        Place place = place(); // once: a namespace that goes away while it is looked at is no wrong option
        return () -> {
            var sampled = new AtomicReference<HostSample>();
            place.run(() -> sampled.set(HostSample.read(ProcTree.ofThisThread(), false)));
            return Objects.requireNonNull(sampled.get());
        };
    }

    /** The value of {@code --profile} for each address of a host. */
    static List<String> profiles(HostSettings host, HostProfile profile) {
        return host.addresses().stream()
                .map(address -> ProfileValue.text(address, profile))
                .toList();
    }
}
