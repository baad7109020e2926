//! The windows that ask for more: why a finding is no leak, and a draft to look at. What is read
//! back was held by someone's client in between, so it is checked as anything else from outside.

use bonsens_port::{ChannelId, DismissReason, Lang, MessageText, Press, Window};
use serde::{Deserialize, Serialize};
use slack_morphism::prelude::*;

use crate::Say;

/// What the window for a reason is sent back under.
pub const REASON: &str = "bonsens:reason";
/// What the window for a draft is sent back under.
pub const CHECK: &str = "bonsens:check";

/// The names of the one block and the one element of each window.
const ASKED: &str = "asked";
const ANSWER: &str = "answer";

/// The longest draft Slack takes in a window.
const DRAFT: u64 = 3_000;

/// What a window for a reason has to remember.
#[derive(Debug, Serialize, Deserialize)]
struct Pending<'a> {
    press: &'a str,
    subject: &'a str,
    channel: &'a str,
}

/// Asks why, for a press that needs a reason.
pub fn reason(lang: Lang, press: &Press, channel: &ChannelId, say: &Say) -> SlackView {
    let subject = press.subject();
    let pending = Pending {
        press: press.name(),
        subject: &subject,
        channel: channel.as_str(),
    };
    let options = DismissReason::ALL.into_iter().map(|reason| {
        let words = capital(&say(lang, &format!("reason-{}", reason.as_str())));
        SlackBlockChoiceItem::new(plain(&words).as_block_text(), reason.as_str().to_owned())
    });
    let choice = SlackBlockRadioButtonsElement::new(options.collect())
        .with_action_id(SlackActionId(ANSWER.to_owned()));
    let input = SlackInputBlock::new(words(lang, "slack-reason-asked", say), choice.into())
        .with_block_id(SlackBlockId(ASKED.to_owned()))
        .with_hint(words(lang, "slack-reason-hint", say));
    let view = window(lang, "slack-reason", input, say)
        .with_callback_id(SlackCallbackId(REASON.to_owned()))
        // Ids of ours and of Slack's: always JSON.
        .opt_private_metadata(serde_json::to_string(&pending).ok());
    SlackView::Modal(view)
}

/// The press a reason was asked for, the reason, and the channel the button was in; `None` where
/// the window is not that one, or was not filled in as we made it.
pub fn read_reason(view: &SlackStatefulView) -> Option<(Press, DismissReason, ChannelId)> {
    let modal = ours(view, REASON)?;
    let pending: Pending<'_> = serde_json::from_str(modal.private_metadata.as_deref()?).ok()?;
    let press = Press::named(pending.press, pending.subject).filter(needs_reason)?;
    let chosen = &answer(view)?.selected_option.as_ref()?.value;
    let reason = DismissReason::ALL
        .into_iter()
        .find(|reason| reason.as_str() == chosen)?;
    Some((press, reason, ChannelId::new(pending.channel)))
}

/// Asks for a draft.
pub fn check(lang: Lang, say: &Say) -> SlackView {
    let field = SlackBlockPlainTextInputElement::new()
        .with_action_id(SlackActionId(ANSWER.to_owned()))
        .with_multiline(true)
        .with_focus_on_load(true)
        .with_max_length(DRAFT);
    let input = SlackInputBlock::new(words(lang, "slack-check-asked", say), field.into())
        .with_block_id(SlackBlockId(ASKED.to_owned()))
        .with_hint(words(lang, "slack-check-hint", say));
    let view =
        window(lang, "slack-check", input, say).with_callback_id(SlackCallbackId(CHECK.to_owned()));
    SlackView::Modal(view)
}

/// The draft; `None` where the window is not that one, or is empty.
pub fn read_check(view: &SlackStatefulView) -> Option<MessageText> {
    ours(view, CHECK)?;
    let draft = answer(view)?.value.as_deref()?;
    (!draft.trim().is_empty()).then(|| MessageText::new(draft))
}

fn needs_reason(press: &Press) -> bool {
    press.window() == Some(Window::Reason)
}

fn window(lang: Lang, key: &str, input: SlackInputBlock, say: &Say) -> SlackModalView {
    SlackModalView::new(words(lang, key, say), vec![input.into()])
        .with_submit(words(lang, &format!("{key}-send"), say))
        .with_close(words(lang, "slack-close", say))
        // A draft left behind would be offered again.
        .with_clear_on_close(true)
}

fn ours<'v>(view: &'v SlackStatefulView, callback: &str) -> Option<&'v SlackModalView> {
    match &view.view {
        SlackView::Modal(modal) if modal.callback_id.as_ref()?.0 == callback => Some(modal),
        _ => None,
    }
}

fn answer(view: &SlackStatefulView) -> Option<&SlackViewStateValue> {
    let values = &view.state_params.state.as_ref()?.values;
    values
        .get(&SlackBlockId(ASKED.to_owned()))?
        .get(&SlackActionId(ANSWER.to_owned()))
}

fn words(lang: Lang, key: &str, say: &Say) -> SlackBlockPlainTextOnly {
    say(lang, key).as_str().into()
}

fn plain(words: &str) -> SlackBlockPlainText {
    words.into()
}

/// A phrase made to stand within a sentence, standing alone.
fn capital(phrase: &str) -> String {
    let mut signs = phrase.chars();
    signs.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(signs).collect()
    })
}

#[cfg(test)]
#[path = "modal_tests.rs"]
mod tests;
