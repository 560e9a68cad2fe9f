import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * Validates PDF files with veraPDF against PDF/UA-1, and against PDF/A-3a or PDF/A-2a: the first
 * if they say that they are of part 3, as they do when they carry data.
 *
 * <p>Prints one line per file and standard, and under a failing one every rule that is broken: its
 * clause, how often, its description, and the objects that break it. Exits with 1 when any file
 * fails or cannot be read, and with 2 when there was nothing to validate.
 */
final class Validate {
    /** How a file says that it conforms to part 3 of PDF/A. */
    private static final String PART_3 = "<pdfaid:part>3</pdfaid:part>";

    /** Objects shown for one broken rule. */
    private static final int SHOWN = 3;

    /** With fewer checks than this in a file, its profile was not really applied. */
    private static final int FEWEST_CHECKS = 50;

    public static void main(String[] paths) {
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        int passed = 0;
        int failed = 0;
        for (String path : paths) {
            for (String id : List.of("ua1", archive(path))) {
                if (validate(new File(path), PDFAFlavour.byFlavourId(id))) {
                    passed++;
                } else {
                    failed++;
                }
            }
        }
        System.out.printf("veraPDF: %d passed, %d failed%n", passed, failed);
        System.exit(failed > 0 ? 1 : passed == 0 ? 2 : 0);
    }

    /** The kind of PDF/A that a file has to be. */
    private static String archive(String path) {
        try {
            return Files.readString(Path.of(path), StandardCharsets.ISO_8859_1).contains(PART_3) ? "3a" : "2a";
        } catch (IOException problem) {
            // Validating the file says what is wrong with it.
            return "2a";
        }
    }

    private static boolean validate(File file, PDFAFlavour flavour) {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(flavour, -1, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            boolean applied = result.getPDFAFlavour() == flavour && result.getTotalAssertions() >= FEWEST_CHECKS;
            boolean good = applied && result.isCompliant();
            System.out.printf("%s  %-3s  %s (%d checks)%n", good ? "ok  " : "FAIL", flavour.getId(), file,
                    result.getTotalAssertions());
            if (!applied) {
                System.out.printf("      the profile of %s was not applied%n", flavour.getId());
            }
            explain(result);
            return good;
        } catch (Exception problem) {
            System.out.printf("FAIL  %-3s  %s%n      not validated: %s%n", flavour.getId(), file, problem);
            return false;
        }
    }

    private static void explain(ValidationResult result) {
        Map<RuleId, List<TestAssertion>> broken = new LinkedHashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                broken.computeIfAbsent(assertion.getRuleId(), rule -> new ArrayList<>()).add(assertion);
            }
        }
        broken.forEach((rule, failures) -> {
            System.out.printf("      %s, clause %s, test %d, %d x%n      %s%n", rule.getSpecification().getId(),
                    rule.getClause(), rule.getTestNumber(), result.getFailedChecks().get(rule),
                    oneLine(failures.get(0).getMessage()));
            for (TestAssertion failure : failures.subList(0, Math.min(SHOWN, failures.size()))) {
                System.out.printf("        at %s%n           %s%n", failure.getLocation().getContext(),
                        oneLine(failure.getErrorMessage()));
            }
        });
    }

    private static String oneLine(String text) {
        return text == null ? "" : text.strip().replaceAll("\\s+", " ");
    }
}
