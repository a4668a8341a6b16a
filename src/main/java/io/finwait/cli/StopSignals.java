package io.finwait.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What Ctrl-C, kill and a terminal that closes do: the first ends the work in good order, the second the process. The JVM's only way to
 * hear of signals is sun.misc.Signal, which is no part of Java's interface; so it is looked up, and where it is not there the process
 * ends at once, as without this.
 */
final class StopSignals {
    private static final Map<String, Integer> SIGNALS = Map.of("INT", 2, "TERM", 15, "HUP", 1);

    /** What a shell adds to the number of the signal that ended a process. */
    private static final int ENDED_BY_SIGNAL = 128;

    private StopSignals() {}

    /** Calls {@code stop} at the first signal, on a thread of its own. */
    static void onFirst(Runnable stop) {
        var stopping = new AtomicBoolean();
        SIGNALS.forEach((name, number) -> handle(name, () -> {
            if (stopping.compareAndSet(false, true)) {
                stop.run();
            } else {
                Runtime.getRuntime().halt(ENDED_BY_SIGNAL + number);
            }
        }));
    }

    private static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    handler.getClassLoader(),
                    new Class<?>[] {handler},
                    (self, method, arguments) -> invoke(self, method, arguments, action));
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // The JVM does with this signal what it does with all.
        }
    }

    private static Object invoke(Object self, Method method, Object[] arguments, Runnable action) {
        switch (method.getName()) {
            case "handle" -> action.run();
            case "equals" -> {
                return self == arguments[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(self);
            }
            default -> {
                return method.getName();
            }
        }
        return self;
    }
}
