package io.finwait.screen;

import io.finwait.analysis.AnalysisListener;
import io.finwait.report.TextStyle;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/**
 * The screen of a live capture, on a thread of its own: drawn anew once a second and after each key. What was on the terminal before is
 * there again afterwards.
 */
public final class LiveScreen implements AutoCloseable {
    private static final long EVERY_MILLIS = 1_000;
    private static final long KEYS_MILLIS = 100;
    private static final long CLOSING_MILLIS = 2_000;
    private static final int NO_KEY = -2;
    private static final int NO_KEYS = -1;
    private static final int QUIT = 'q';

    private final Setting setting;
    private final StandingCollector collector;
    private final ControllingTerminal controlling;
    private final Terminal terminal;
    private final Display display;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "finwait-screen");
    private volatile long sinceNanos = System.nanoTime();
    private volatile String what = "";
    private volatile String notice = "";
    private volatile boolean resized = true;
    private Controls controls = Controls.AT_FIRST;
    private Standing shown = Standing.NOTHING;
    private Size size = new Size();

    /**
     * How it is to be.
     *
     * @param style how text looks; its width is the terminal's from time to time
     * @param kernel what this host has; null where that is not looked at
     * @param quit called when somebody has pressed the key for it
     */
    public record Setting(TextStyle style, @Nullable KernelWatch kernel, Runnable quit) {}

    private LiveScreen(Setting setting, ControllingTerminal controlling, Terminal terminal) {
        this.setting = setting;
        this.controlling = controlling;
        this.terminal = terminal;
        collector = new StandingCollector(setting.kernel(), System::nanoTime);
        display = new Display(terminal, true);
    }

    /**
     * Takes the terminal.
     *
     * @param type its name in terminfo
     * @throws IOException if it is none that a screen can be drawn on
     */
    public static LiveScreen open(Setting setting, String type) throws IOException {
        ControllingTerminal controlling = ControllingTerminal.open();
        controlling.size();
        try {
            var terminal = new ExternalTerminal(
                    "finwait",
                    type,
                    controlling.keys(),
                    new FileOutputStream(FileDescriptor.out),
                    StandardCharsets.UTF_8);
            terminal.enterRawMode();
            if (terminal.getStringCapability(Capability.cursor_address) == null) {
                throw new IOException("the terminal cannot place its cursor");
            }
            return new LiveScreen(setting, controlling, terminal);
        } catch (IOException e) {
            controlling.restore();
            throw e;
        }
    }

    /** What is to hear of the analysis. */
    public AnalysisListener listener() {
        return collector;
    }

    /**
     * Begins to draw; the capture has begun.
     *
     * @param captured what is captured, for people
     */
    public void start(String captured) {
        what = setting.style().safe(captured);
        sinceNanos = System.nanoTime();
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        thread.setDaemon(true);
        thread.start();
    }

    /** Shows a line for people until there is another one. */
    public void notice(String text) {
        notice = setting.style().safe(text);
    }

    /** The terminal has another size now. */
    public void resized() {
        resized = true;
    }

    private void run() {
        try {
            long nextNanos = System.nanoTime();
            while (closed.getCount() > 0) {
                boolean pressed = awaitKey();
                if (pressed || resized || System.nanoTime() - nextNanos >= 0) {
                    nextNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS);
                    draw();
                }
            }
        } catch (IOException e) {
            // The terminal is gone; the reports are not.
        }
    }

    /** Waits a moment; whether a key has changed something. */
    private boolean awaitKey() throws IOException {
        int key = terminal.reader().read(KEYS_MILLIS);
        if (key == NO_KEYS) {
            throw new IOException("no more keys");
        }
        if (key == QUIT) {
            setting.quit().run();
        }
        Controls next = key == NO_KEY ? controls : controls.after(key);
        boolean changed = !next.equals(controls);
        controls = next;
        return changed;
    }

    private void draw() throws IOException {
        if (resized) {
            resized = false;
            size = controlling.size();
            display.resize(size.getRows(), size.getColumns());
            display.clear();
        }
        Standing standing = collector.standing();
        if (!controls.paused()) {
            shown = standing;
        }
        var lines = new ArrayList<AttributedString>();
        for (String line : lines()) {
            lines.add(AttributedString.fromAnsi(line).columnSubSequence(0, size.getColumns()));
        }
        display.update(lines, 0);
    }

    private List<String> lines() {
        if (size.getRows() < ScreenPage.LEAST_ROWS || size.getColumns() < TextStyle.MIN_WIDTH) {
            return List.of("finwait live: the screen needs " + TextStyle.MIN_WIDTH + " columns and "
                    + ScreenPage.LEAST_ROWS + " rows");
        }
        TextStyle given = setting.style();
        var style = new TextStyle(size.getColumns(), given.color(), given.unicode(), given.names());
        return new ScreenPage(style, size.getRows(), what)
                .lines(shown, controls, System.nanoTime() - sinceNanos, foot());
    }

    private String foot() {
        String keys = "q report and quit  p " + (controls.paused() ? "go on" : "pause") + "  s sort by "
                + controls.order().label() + "  f " + (controls.findingsAlone() ? "all" : "findings in full");
        return notice.isEmpty() ? keys : setting.style().warning(notice) + "  " + keys;
    }

    /** Gives the terminal back. */
    @Override
    public void close() throws IOException {
        if (closed.getCount() == 0) {
            return;
        }
        closed.countDown();
        try {
            thread.join(CLOSING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminal.puts(Capability.cursor_visible);
        terminal.puts(Capability.exit_ca_mode);
        terminal.flush();
        controlling.restore();
    }
}
