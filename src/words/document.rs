//! What could not be read in a document, or only guessed, in sentences.

use bonsens_knowledge::{SkipReason, Skipped, Warning};
use bonsens_port::Lang;

use super::Words;

impl Words {
    /// One thing that could not be read in a document.
    #[must_use]
    pub fn skipped(&self, lang: Lang, skipped: &Skipped) -> String {
        let reason = self.say(
            lang,
            match skipped.reason {
                SkipReason::TemplateTag => "skipped-template-tag",
                SkipReason::HtmlMarkup => "skipped-html-markup",
                SkipReason::NoWords => "skipped-no-words",
                SkipReason::EmptySection => "skipped-empty-section",
            },
        );
        let args = [("line", skipped.line.into()), ("reason", reason.into())];
        self.say_with(lang, "load-skipped", &args)
    }

    /// What to look at again after a document was read.
    #[must_use]
    pub fn warning(&self, lang: Lang, warning: &Warning) -> String {
        let warning = self.warned(lang, warning).into();
        self.say_with(lang, "load-warning", &[("warning", warning)])
    }

    fn warned(&self, lang: Lang, warning: &Warning) -> String {
        let pages = |pages: &[usize]| {
            let pages: Vec<String> = pages.iter().map(usize::to_string).collect();
            pages.join(", ")
        };
        let (key, name, value) = match warning {
            Warning::HeadingsGuessed => return self.say(lang, "warning-headings-guessed"),
            Warning::Images(count) => ("warning-images", "count", (*count).into()),
            Warning::Scans(of) => ("warning-scans", "pages", pages(of).into()),
            Warning::Illegible(of) => ("warning-illegible", "pages", pages(of).into()),
            Warning::Repeated(count) => ("warning-repeated", "count", (*count).into()),
            Warning::Footnotes(count) => ("warning-footnotes", "count", (*count).into()),
            Warning::Encoding(name) => ("warning-encoding", "encoding", name.as_str().into()),
            Warning::LeftOut(file) => ("warning-left-out", "file", file.as_str().into()),
            Warning::In(file, warning) => {
                let args = [
                    ("file", file.as_str().into()),
                    ("warning", self.warned(lang, warning).into()),
                ];
                return self.say_with(lang, "load-warning-in", &args);
            }
        };
        self.say_with(lang, key, &[(name, value)])
    }
}
