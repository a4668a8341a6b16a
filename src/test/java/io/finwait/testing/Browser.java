package io.finwait.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A real browser without a window, one for all tests of this JVM, since its start takes seconds; closed when the JVM ends. It has a
 * profile of its own and phones nobody.
 */
public final class Browser {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 1000;

    /** A browser that takes longer to save a file hangs. */
    private static final long PATIENCE_SECONDS = 60;

    private static final Map<String, Integer> KEY_CODES = Map.of("Tab", 9, "Enter", 13, "ArrowDown", 40);

    private static @Nullable Browser shared;

    /** Selenium has a warning for each browser newer than itself; held here, because loggers are not. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final ChromeDriver driver;

    private Browser(Requires.Browsing paths, Path profile) {
        SELENIUM.setLevel(Level.SEVERE);
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        var options = new ChromeOptions();
        options.setBinary(paths.browser().toString());
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(paths.driver().toFile())
                .withSilent(true)
                .build();
        driver = new ChromeDriver(service, options);
    }

    /** The browser; the test is skipped where there is none. */
    public static synchronized Browser shared() {
        if (shared == null) {
            Requires.Browsing paths = Requires.browser();
            Path profile = temporaryFolder();
            var started = new Browser(paths, profile);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                started.driver.quit();
                delete(profile);
            }));
            shared = started;
        }
        return shared;
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("finwait-browser");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (var paths = Files.walk(folder)) {
            paths.sorted((a, b) -> b.compareTo(a)).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a page from disk, in light colours and a window of usual size; what was logged before is forgotten. */
    public Browser open(Path page) {
        driver.get("about:blank");
        problems();
        requests();
        colors("light");
        size(WIDTH, HEIGHT);
        driver.get(page.toUri().toString());
        return this;
    }

    /** Whether the system has {@code light} or {@code dark} colours. */
    public void colors(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** The window, in CSS pixels. */
    public void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** The text that a script returns, or that the promise comes to which it returns. */
    public String text(String script, Object... arguments) {
        return (String) value(script, arguments);
    }

    /** Whether what a script returns is true. */
    public boolean isTrue(String script) {
        return (boolean) value(script);
    }

    /** The whole number that a script returns. */
    public long number(String script) {
        return (long) value(script);
    }

    /** The texts that a script returns. */
    public List<String> texts(String script) {
        return ((List<?>) value(script)).stream().map(String::valueOf).toList();
    }

    private Object value(String script, Object... arguments) {
        return Objects.requireNonNull(driver.executeScript(script, arguments), script);
    }

    /** Runs a script for what it does. */
    public void act(String script, Object... arguments) {
        driver.executeScript(script, arguments);
    }

    /** Waits until an expression is true, looked at once a frame. */
    public void await(String expression) {
        driver.executeAsyncScript("const done = arguments[0];"
                + "const look = () => (" + expression + ") ? done() : requestAnimationFrame(look);"
                + "look();");
    }

    /** Presses keys as a person does: {@code Tab}, {@code Enter}, {@code ArrowDown}. */
    public void press(String... keys) {
        for (String key : keys) {
            String text = key.equals("Enter") ? "\r" : "";
            var down = Map.<String, Object>of(
                    "type",
                    text.isEmpty() ? "rawKeyDown" : "keyDown",
                    "key",
                    key,
                    "code",
                    key,
                    "windowsVirtualKeyCode",
                    Objects.requireNonNull(KEY_CODES.get(key), key),
                    "text",
                    text);
            driver.executeCdpCommand("Input.dispatchKeyEvent", down);
            driver.executeCdpCommand("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", key));
        }
    }

    /** Clicks on what a selector finds first, with the mouse, as a person does. */
    public void click(String selector) {
        driver.findElement(By.cssSelector(selector)).click();
    }

    /** What is on the clipboard. */
    public String clipboard() {
        driver.executeCdpCommand("Browser.grantPermissions", Map.of("permissions", List.of("clipboardReadWrite")));
        return text("return navigator.clipboard.readText()");
    }

    /**
     * Clicks on what a selector finds first, and waits for the file that the browser saves then.
     *
     * @param folder that it is saved in, empty
     */
    public Path download(String selector, Path folder) throws IOException, InterruptedException {
        driver.executeCdpCommand(
                "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", folder.toString()));
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            click(selector);
            while (true) {
                WatchKey key = watch.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (key == null) {
                    throw new AssertionError("nothing was saved into " + folder);
                }
                for (WatchEvent<?> event : key.pollEvents()) {
                    if (event.context() instanceof Path name && isWhole(folder.resolve(name))) {
                        return folder.resolve(name);
                    }
                }
                key.reset();
            }
        }
    }

    /** Until it is, it has another name, or nothing in it. */
    private static boolean isWhole(Path saved) throws IOException {
        String name = saved.getFileName().toString();
        return !name.startsWith(".") && !name.endsWith(".crdownload") && Files.size(saved) > 0;
    }

    /** The page on paper, as PDF. */
    public byte[] pdf() {
        Map<String, Object> printed = driver.executeCdpCommand("Page.printToPDF", Map.of());
        return Base64.getDecoder().decode(String.valueOf(printed.get("data")));
    }

    /** What the console has said since the last call. */
    public List<String> problems() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::toString)
                .toList();
    }

    /** What was asked of the network or the disk since the last call: addresses. */
    public List<String> requests() {
        var requests = new ArrayList<String>();
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            Map<String, Object> event = child(new Json().toType(entry.getMessage(), Json.MAP_TYPE), "message");
            if ("Network.requestWillBeSent".equals(event.get("method"))) {
                requests.add(
                        String.valueOf(child(child(event, "params"), "request").get("url")));
            }
        }
        return requests;
    }

    @SuppressWarnings("unchecked") // JSON's objects are maps by name.
    private static Map<String, Object> child(Map<String, Object> parent, String name) {
        return (Map<String, Object>) Objects.requireNonNull(parent.get(name), name);
    }
}
