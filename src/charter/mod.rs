//! The charters as the rest of the product sees them: a grounded answer, or an honest silence.

pub mod versions;

use bonsens_knowledge::{Charter, Index, Lang as CharterLang, Outcome, Query, Section};
use bonsens_port::{CharterRef, Citation, Contents, Lang, LiveCharter, SectionRef};

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
    stands_in: bool,
}

/// Sections listed at once, and bytes of one that are read at once: a platform shows no more.
const LISTED: usize = 100;
const READ: usize = 8_000;

impl Library {
    /// Indexes charters.
    #[must_use]
    pub fn new(charters: Vec<Charter>) -> Self {
        Self {
            index: Index::build(charters),
            stands_in: false,
        }
    }

    /// Indexes charters that only stand in until there is one of the organisation's own.
    #[must_use]
    pub fn standing_in(charters: Vec<Charter>) -> Self {
        Self {
            stands_in: true,
            ..Self::new(charters)
        }
    }

    /// This library with charters published since: each takes the place of the one it is a version
    /// of, and all of them that of one that only stands in.
    #[must_use]
    pub fn with(&self, published: &[Charter]) -> Self {
        let ours = self.index.charters().iter();
        let stay = ours.filter(|ours| {
            !self.stands_in && !published.iter().any(|charter| charter.id == ours.id)
        });
        Self::new(stay.cloned().chain(published.iter().cloned()).collect())
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
        let section = &charter.sections[answer.section];
        Some(cited(charter, section, answer.quote.clone()))
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

    /// What the charters are about, those in the reader's language first.
    #[must_use]
    pub fn contents(&self, lang: Lang) -> Vec<Contents> {
        let spoken = charter_lang(lang);
        let mut charters: Vec<&Charter> = self.index.charters().iter().collect();
        charters.sort_by_key(|charter| charter.lang != spoken);
        charters.into_iter().map(contents).collect()
    }

    /// The charters that answer, without saying where they are from.
    #[must_use]
    pub fn live(&self) -> Vec<LiveCharter> {
        let charters = self.index.charters().iter();
        let live = charters.map(|charter| LiveCharter {
            charter: named(charter),
            title: charter.title.clone(),
            published_here: false,
        });
        live.collect()
    }

    /// A section as it stands, from its beginning and as far as can be read at once.
    #[must_use]
    pub fn section(&self, wanted: &SectionRef) -> Option<Citation> {
        let mut charters = self.index.charters().iter();
        let charter = charters.find(|charter| charter.id == wanted.charter)?;
        let section = charter.sections.get(wanted.section)?;
        let quote = text(charter, section);
        (!quote.is_empty()).then(|| cited(charter, section, quote))
    }

    fn charter(&self, at: usize) -> &Charter {
        &self.index.charters()[at]
    }
}

fn named(charter: &Charter) -> CharterRef {
    CharterRef {
        id: charter.id.clone(),
        version: charter.version.clone(),
    }
}

fn cited(charter: &Charter, section: &Section, quote: String) -> Citation {
    Citation {
        charter: charter.title.clone(),
        section: section.heading_path(),
        quote,
        version: charter.version.clone(),
        in_force_since: charter.in_force_since.map(|day| day.to_string()),
    }
}

/// A section's passages, whole, up to the bound; its headings alone have nothing to read.
fn text(charter: &Charter, section: &Section) -> String {
    let mut text = String::new();
    for passage in &section.passages {
        let passage = charter.slice(&passage.range).trim();
        if !text.is_empty() {
            if text.len() + passage.len() > READ {
                break;
            }
            text.push_str("\n\n");
        }
        text.push_str(passage);
    }
    text
}

fn contents(charter: &Charter) -> Contents {
    let sections = charter.sections.iter().enumerate();
    let readable = sections.filter(|(_, section)| !section.passages.is_empty());
    Contents {
        charter: named(charter),
        title: charter.title.clone(),
        lang: match charter.lang {
            CharterLang::Fr => Some(Lang::Fr),
            CharterLang::En => Some(Lang::En),
            CharterLang::Other => None,
        },
        in_force_since: charter.in_force_since.map(|day| day.to_string()),
        sections: readable
            .take(LISTED)
            .map(|(at, section)| (at, section.heading_path()))
            .collect(),
    }
}

const fn charter_lang(lang: Lang) -> CharterLang {
    match lang {
        Lang::Fr => CharterLang::Fr,
        Lang::En => CharterLang::En,
    }
}
