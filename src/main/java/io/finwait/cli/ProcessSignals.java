package io.finwait.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Hears of signals. The JVM's only way to is sun.misc.Signal, which is no part of Java's interface; so it is looked up, and where it is
 * not there nothing is heard.
 */
final class ProcessSignals {
    private ProcessSignals() {}

    /**
     * Calls {@code action} at each signal of that name, on a thread of its own.
     *
     * @param name without SIG
     */
    static void handle(String name, Runnable action) {
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
