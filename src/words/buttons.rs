//! The buttons under a notice: only those that lead somewhere here.

use bonsens_port::{
    Abilities, Button, CharterAct, Home, Lang, Notice, NudgeId, Panel, Press, QuestionId,
};

use super::{Lookup, Words};

impl Words {
    /// The buttons under a notice.
    #[must_use]
    pub fn buttons(
        &self,
        lang: Lang,
        notice: &Notice,
        abilities: &Abilities,
        names: &dyn Lookup,
    ) -> Vec<Button> {
        let presses = presses(notice, abilities, names);
        presses
            .into_iter()
            .map(|press| {
                let mut label = self.say(lang, &format!("button-{}", press.name()));
                // Of several charters, each says which it is.
                if let (Notice::Panel(_), Press::Charter(_, charter)) = (notice, &press) {
                    label = format!("{label} ({})", charter.id);
                }
                Button { press, label }
            })
            .collect()
    }
}

fn presses(notice: &Notice, abilities: &Abilities, names: &dyn Lookup) -> Vec<Press> {
    let pass_on = |question: &Option<QuestionId>| {
        let question = question.clone().filter(|_| abilities.helpdesk.is_some());
        question.map(Press::AskAbout)
    };
    match notice {
        Notice::Nudge { nudge, .. } => nudged(&nudge.id).to_vec(),
        Notice::Flag { flag, .. } if flag.is_open() => {
            let mut presses = [
                Press::Take,
                Press::Confirm,
                Press::Dismiss,
                Press::AskAuthor,
            ]
            .map(|press| press(flag.id.clone()))
            .to_vec();
            presses.extend(abilities.removes.then(|| Press::Remove(flag.id.clone())));
            presses
        }
        Notice::Answer {
            question: Some(question),
            shareable,
            ..
        } => {
            let rate = [Press::Helpful, Press::NotHelpful];
            let mut presses = rate.map(|press| press(question.clone())).to_vec();
            presses.extend(pass_on(&Some(question.clone())));
            presses.extend(shareable.then(|| Press::Share(question.clone())));
            presses
        }
        Notice::Abstention { question, .. }
        | Notice::Rated {
            helpful: false,
            question,
            ..
        } => pass_on(question).into_iter().collect(),
        Notice::AskPerson { .. } => {
            let write = abilities.helpdesk.is_some().then_some(Press::Write);
            write.into_iter().collect()
        }
        Notice::Request(id) => {
            let waits = names
                .request(id)
                .is_none_or(|request| request.reply.is_none());
            let reply = waits.then(|| Press::Reply(id.clone()));
            reply.into_iter().collect()
        }
        Notice::Home(home) => at_home(home, abilities),
        Notice::Welcome { .. } => vec![Press::Ask],
        Notice::Panel(panel) => on_panel(panel),
        Notice::CharterPreview(preview) => [CharterAct::Publish, CharterAct::Discard]
            .map(|act| Press::Charter(act, preview.charter.clone()))
            .to_vec(),
        Notice::CharterPublished { charter, .. } => {
            vec![Press::Charter(CharterAct::RollBack, charter.clone())]
        }
        _ => Vec::new(),
    }
}

fn nudged(nudge: &NudgeId) -> [Press; 4] {
    [
        Press::WillFix,
        Press::NotConfidential,
        Press::ReadArticle,
        Press::AskPerson,
    ]
    .map(|press| press(nudge.clone()))
}

fn at_home(home: &Home, abilities: &Abilities) -> Vec<Press> {
    let mut presses = vec![Press::Ask, Press::Check];
    presses.extend(abilities.helpdesk.is_some().then_some(Press::Write));
    presses.extend(home.open.iter().flat_map(|nudge| nudged(&nudge.id)));
    presses.push(Press::AboutMe);
    presses.push(Press::ForgetMe);
    presses.extend(home.moderates.then_some(Press::Flags));
    presses.extend(home.administers.then_some(Press::Admin));
    presses
}

fn on_panel(panel: &Panel) -> Vec<Press> {
    let mut presses = vec![
        Press::Settings,
        Press::LoadCharter,
        Press::Unanswered,
        Press::History,
    ];
    let here = panel.charters.iter().filter(|live| live.published_here);
    let back = here.map(|live| Press::Charter(CharterAct::RollBack, live.charter.clone()));
    presses.extend(back);
    presses
}
