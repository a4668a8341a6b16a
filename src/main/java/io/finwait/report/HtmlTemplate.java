package io.finwait.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page without its data: {@code html/page.html} beside this class, into which styles and scripts are put whole, so that nothing
 * has to be loaded. The Content-Security-Policy forbids everything but exactly these, by their SHA-256.
 */
final class HtmlTemplate {
    private static final String FOLDER = "html/";
    private static final String TABULATOR = "/META-INF/resources/webjars/tabulator-tables/6.3.1/dist/";

    /** Where the parts of the page go. */
    private static final Pattern MARK = Pattern.compile("\\{\\{(\\w+)}}");

    /** In the order of their cascade. */
    private static final List<String> STYLES = List.of(TABULATOR + "css/tabulator_simple.min.css", FOLDER + "page.css");

    /** In the order in which they run; {@code start.js} builds the page of what the others have registered. */
    private static final List<String> SCRIPTS = List.of(
            TABULATOR + "js/tabulator.min.js",
            FOLDER + "core.js",
            FOLDER + "words.js",
            FOLDER + "page.js",
            FOLDER + "findings.js",
            FOLDER + "numbers.js",
            FOLDER + "columns.js",
            FOLDER + "filters.js",
            FOLDER + "table.js",
            FOLDER + "start.js");

    /** Where a browser would look for the sources of a library, which are not there. */
    private static final Pattern SOURCE_MAP = Pattern.compile("(?m)^(//|/\\*)# sourceMappingURL=.*$\\n?");

    /** Writes what stands in the place of one mark. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private HtmlTemplate() {}

    /**
     * Writes the page.
     *
     * @param title the document's title
     * @param withoutScripts what is shown where scripts do not run
     * @param data elements with the data
     */
    static void write(OutputStream out, String title, String withoutScripts, Content data) throws IOException {
        List<String> styles = STYLES.stream().map(HtmlTemplate::resource).toList();
        List<String> scripts = SCRIPTS.stream().map(HtmlTemplate::resource).toList();
        String page = resource(FOLDER + "page.html");
        Matcher mark = MARK.matcher(page);
        int from = 0;
        while (mark.find()) {
            write(out, page.substring(from, mark.start()));
            from = mark.end();
            switch (mark.group(1)) {
                case "policy" -> write(out, policy(styles, scripts));
                case "title" -> write(out, escaped(title));
                case "styles" -> write(out, elements("style", styles));
                case "scripts" -> write(out, elements("script", scripts));
                case "text" -> write(out, escaped(withoutScripts));
                case "data" -> data.writeTo(out);
                default -> throw new IllegalStateException(mark.group());
            }
        }
        write(out, page.substring(from));
    }

    /** Text as the content of an element or the value of an attribute in quotation marks. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** What the page may do: run its own scripts. It loads nothing, sends nothing, and is framed by what does likewise. */
    private static String policy(List<String> styles, List<String> scripts) {
        return "default-src 'none'; script-src " + hashes(scripts) + "; style-src " + hashes(styles)
                + "; base-uri 'none'; form-action 'none'";
    }

    private static String hashes(List<String> texts) {
        return texts.stream()
                .map(text -> "'sha256-" + Base64.getEncoder().encodeToString(sha256(text)) + "'")
                .collect(Collectors.joining(" "));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    private static String elements(String tag, List<String> contents) {
        var elements = new ArrayList<String>();
        for (String content : contents) {
            elements.add("<" + tag + ">" + content + "</" + tag + ">");
        }
        return String.join("\n", elements);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String resource(String name) {
        try (InputStream found = HtmlTemplate.class.getResourceAsStream(name)) {
            if (found == null) {
                throw new IllegalStateException("the page lacks " + name);
            }
            String text = new String(found.readAllBytes(), StandardCharsets.UTF_8);
            return SOURCE_MAP.matcher(text).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
