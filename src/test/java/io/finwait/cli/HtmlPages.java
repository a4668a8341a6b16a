package io.finwait.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTML reports for tests, and what is in them. */
final class HtmlPages {
    private HtmlPages() {}

    /** Writes the page that {@code analyze} makes of the arguments into a folder. */
    static Path write(Path folder, String... args) throws IOException {
        Path page = Files.createTempFile(folder, "page", ".html");
        var all = new ArrayList<>(List.of("analyze", "-f", "html", "-o", page.toString()));
        all.addAll(List.of(args));
        CommandRun.inProcess(all.toArray(String[]::new)).expectDone();
        return page;
    }

    /** The content of the element with data of that name. */
    static String data(String page, String name) {
        Pattern element = Pattern.compile(
                "<script type=\"application/json\" id=\"finwait-" + name + "\">(.*?)</script>", Pattern.DOTALL);
        Matcher found = element.matcher(page);
        if (!found.find()) {
            throw new AssertionError("the page has no data " + name);
        }
        return found.group(1);
    }
}
