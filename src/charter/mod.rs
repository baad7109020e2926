//! The charters as the rest of the product sees them: a grounded answer, or an honest silence.

use bonsens_knowledge::{Charter, Index, Lang as CharterLang, Outcome, Query};
use bonsens_port::{Citation, Lang};

use crate::policy::Reply;

/// The sample charters, for whoever has none yet.
pub const SAMPLES: [(Lang, &str, &str); 2] = [
    (
        Lang::Fr,
        "charte-fr.md",
        include_str!("../../knowledge/charters/charte-fr.md"),
    ),
    (
        Lang::En,
        "charter-en.md",
        include_str!("../../knowledge/charters/charter-en.md"),
    ),
];

/// Charters, indexed.
#[derive(Debug)]
pub struct Library {
    index: Index,
}

impl Library {
    /// Indexes charters.
    #[must_use]
    pub fn new(charters: Vec<Charter>) -> Self {
        Self {
            index: Index::build(charters),
        }
    }

    /// The index, for evaluation.
    #[must_use]
    pub const fn index(&self) -> &Index {
        &self.index
    }

    /// Ranks the charters' sections for a question.
    #[must_use]
    pub fn ask(&self, question: &str, previous: Option<&str>, lang: Lang) -> Outcome {
        let lang = Some(charter_lang(lang));
        self.index.ask(&Query {
            text: question,
            context: previous,
            lang,
        })
    }

    /// The reply to a question.
    #[must_use]
    pub fn reply(&self, question: &str, previous: Option<&str>, lang: Lang) -> Reply {
        let outcome = self.ask(question, previous, lang);
        let nearest = outcome
            .candidates
            .first()
            .map(|best| self.charter(best.charter).sections[best.section].heading_path());
        Reply {
            answer: self.citation(&outcome),
            nearest,
        }
    }

    /// The citation of an outcome that answers.
    #[must_use]
    pub fn citation(&self, outcome: &Outcome) -> Option<Citation> {
        let answer = outcome.answer.as_ref()?;
        let charter = self.charter(answer.charter);
        Some(Citation {
            charter: charter.title.clone(),
            section: charter.sections[answer.section].heading_path(),
            quote: answer.quote.clone(),
            version: charter.version.clone(),
            in_force_since: charter.in_force_since.map(|day| day.to_string()),
        })
    }

    /// Whom to ask, in the reader's language where a charter of that language names someone.
    #[must_use]
    pub fn contact(&self, lang: Lang) -> Option<String> {
        let charters = self.index.charters();
        let spoken = charters
            .iter()
            .filter(|charter| charter.lang == charter_lang(lang));
        spoken
            .chain(charters)
            .find_map(|charter| charter.contact.clone())
    }

    fn charter(&self, at: usize) -> &Charter {
        &self.index.charters()[at]
    }
}

const fn charter_lang(lang: Lang) -> CharterLang {
    match lang {
        Lang::Fr => CharterLang::Fr,
        Lang::En => CharterLang::En,
    }
}
