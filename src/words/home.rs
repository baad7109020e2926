//! Someone's own page, and the questions that people answer, in sentences.

use bonsens_port::mention::{self, without_marks};
use bonsens_port::{Contents, Home, Lang, Notice, QuestionId, Request, RequestId, SealedText};

use super::{Lookup, Words};

impl Words {
    /// The parts of someone's page, as a platform without pages would say them.
    pub(super) fn home(&self, lang: Lang, home: &Home, names: &dyn Lookup) -> Vec<String> {
        let mut lines = vec![self.say(lang, "home-hello")];
        if !home.open.is_empty() {
            let count = home.open.len().into();
            lines.push(self.say_with(lang, "home-open", &[("count", count)]));
            for nudge in &home.open {
                lines.push(self.nudge_place(lang, nudge));
                lines.extend(self.findings(lang, &nudge.findings, names));
            }
        }
        lines.push(self.kept(lang, home));
        lines.extend(home.tip.as_deref().map(|tip| self.tip(lang, Some(tip))));
        lines.extend(self.charters(lang, &home.charters));
        lines
    }

    fn charters(&self, lang: Lang, charters: &[Contents]) -> Vec<String> {
        let say = |charter: &Contents| {
            let title = without_marks(&charter.title).into();
            self.say_with(lang, "home-charter", &[("title", title)])
        };
        charters.iter().map(say).collect()
    }

    /// A tip, or that there is none.
    pub(super) fn tip(&self, lang: Lang, tip: Option<&str>) -> String {
        let Some(tip) = tip else {
            return self.say(lang, "tip-none");
        };
        self.say_with(lang, "home-tip", &[("tip", tip.into())])
    }

    /// What whoever joins should know: what the bot is for, what there is to ask about, and whom.
    pub(super) fn welcome(
        &self,
        lang: Lang,
        charters: &[Contents],
        contact: Option<&str>,
    ) -> Vec<String> {
        let mut lines = vec![self.say(lang, "welcome"), self.say(lang, "welcome-promise")];
        lines.extend(self.charters(lang, charters));
        if contact.is_some() {
            lines.push(self.contact(lang, contact));
        }
        lines
    }

    /// What is kept about someone, in a sentence.
    #[must_use]
    pub fn kept(&self, lang: Lang, home: &Home) -> String {
        let days = || ("days", home.kept_days.into());
        let mut said = Vec::new();
        if home.nudges > 0 {
            let count = ("count", home.nudges.into());
            said.push(self.say_with(lang, "home-kept", &[count, days()]));
        }
        if home.requests > 0 {
            let count = ("count", home.requests.into());
            said.push(self.say_with(lang, "home-requests", &[count, days()]));
        }
        if said.is_empty() {
            said.push(self.say(lang, "about-you-nothing"));
        }
        said.join(" ")
    }

    /// The lines of a notice about a question that was asked.
    pub(super) fn about_a_question(
        &self,
        lang: Lang,
        notice: &Notice,
        names: &dyn Lookup,
    ) -> Vec<String> {
        let say = |id: &str| vec![self.say(lang, id)];
        match notice {
            Notice::Rated { helpful: true, .. } => say("rated-helpful"),
            Notice::Rated { contact, .. } => {
                let mut lines = say("rated-not-helpful");
                lines.push(self.contact(lang, contact.as_deref()));
                lines
            }
            Notice::PassedOn { named: true } => say("passed-on-named"),
            Notice::PassedOn { named: false } => say("passed-on"),
            Notice::Request(id) => self.request(lang, id, names),
            Notice::Reply(id) => self.reply(lang, id, names),
            _ => Vec::new(),
        }
    }

    /// A question that was passed on, for those who answer it.
    fn request(&self, lang: Lang, id: &RequestId, names: &dyn Lookup) -> Vec<String> {
        let Some(request) = names.request(id) else {
            return vec![self.say(lang, "request-gone")];
        };
        let asker = request
            .named
            .then(|| names.person(&request.address))
            .flatten();
        let mut lines = vec![match asker {
            Some(asker) => {
                let by = mention::person(&asker).into();
                self.say_with(lang, "request-named", &[("by", by)])
            }
            None => self.say(lang, "request"),
        }];
        lines.extend(opened(&request.text, names));
        match &request.reply {
            Some(reply) => {
                lines.push(self.say(lang, "request-answered"));
                lines.extend(opened(std::slice::from_ref(reply), names));
            }
            None => lines.push(self.say(lang, "request-waits")),
        }
        lines
    }

    /// The answer of a person, for who asked.
    fn reply(&self, lang: Lang, id: &RequestId, names: &dyn Lookup) -> Vec<String> {
        let Some(request) = names.request(id) else {
            return vec![self.say(lang, "request-gone")];
        };
        let mut lines = vec![self.say(lang, "reply-asked")];
        lines.extend(opened(&request.text, names));
        lines.push(self.say(lang, "reply"));
        lines.extend(opened(request.reply.as_slice(), names));
        lines
    }

    /// The questions someone had passed on, for them to see.
    pub(super) fn requests(
        &self,
        lang: Lang,
        requests: &[Request],
        names: &dyn Lookup,
    ) -> Vec<String> {
        if requests.is_empty() {
            return Vec::new();
        }
        let count = requests.len().into();
        let mut lines = vec![self.say_with(lang, "about-you-requests", &[("count", count)])];
        for request in requests {
            lines.extend(opened(&request.text, names));
        }
        lines.push(self.say(lang, "about-you-requests-kept"));
        lines
    }

    /// The questions the charter does not answer.
    pub(super) fn unanswered(
        &self,
        lang: Lang,
        questions: &[QuestionId],
        more: usize,
        names: &dyn Lookup,
    ) -> Vec<String> {
        if questions.is_empty() {
            return vec![self.say(lang, "unanswered-none")];
        }
        let mut lines = vec![self.say(lang, "unanswered")];
        let known = questions.iter().filter_map(|id| names.question(id));
        for question in known {
            let day = question.asked_at.strftime("%Y-%m-%d").to_string();
            let text = names.text(&question.text);
            let Some(text) = text else { continue };
            let args = [
                ("day", day.into()),
                ("question", one_line(text.expose()).into()),
            ];
            let key = if question.answer.is_some() {
                "unanswered-unhelpful"
            } else {
                "unanswered-silent"
            };
            lines.push(self.say_with(lang, key, &args));
        }
        if more > 0 {
            lines.push(self.say_with(lang, "unanswered-more", &[("count", more.into())]));
        }
        lines
    }
}

/// Texts as quotes, that can name nobody.
fn opened(sealed: &[SealedText], names: &dyn Lookup) -> Vec<String> {
    let texts = sealed.iter().filter_map(|sealed| names.text(sealed));
    let mut lines = Vec::new();
    for text in texts {
        let quoted = text.expose().lines().filter(|line| !line.trim().is_empty());
        lines.extend(quoted.map(|line| format!("> {}", without_marks(line.trim()))));
    }
    lines
}

fn one_line(text: &str) -> String {
    without_marks(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}
