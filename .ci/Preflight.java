// Asks PDFBox whether each file is valid PDF/A-1b; exit status 1 and the reasons if one is not.

import java.io.File;
import org.apache.pdfbox.preflight.PreflightDocument;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.exception.SyntaxValidationException;
import org.apache.pdfbox.preflight.parser.PreflightParser;

class Preflight {
    public static void main(String[] files) throws Exception {
        boolean allValid = files.length > 0;
        for (String file : files) {
            ValidationResult result = validate(new File(file));
            allValid &= result.isValid();
            if (!result.isValid()) {
                result.getErrorsList().stream().limit(5)
                    .forEach(e -> System.out.println(file + ": " + e.getErrorCode() + " " + e.getDetails()));
            }
        }
        System.exit(allValid ? 0 : 1);
    }

    private static ValidationResult validate(File file) throws Exception {
        try {
            PreflightParser parser = new PreflightParser(file);
            parser.parse();
            try (PreflightDocument document = parser.getPreflightDocument()) {
                document.validate();
                return document.getResult();
            }
        } catch (SyntaxValidationException e) {
            return e.getResult();
        }
    }
}
