import java.io.File;
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
 * Validates PDF files with veraPDF against PDF/UA-1 and PDF/A-2a.
 *
 * <p>Prints one line per file and standard, and under a failing one every rule that is broken: its
 * clause, how often, its description, and the objects that break it. Exits with 1 when any file
 * fails or cannot be read, and with 2 when there was nothing to validate.
 */
final class Validate {
    private static final List<String> FLAVOURS = List.of("ua1", "2a");

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
            for (String id : FLAVOURS) {
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
