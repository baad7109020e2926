//! The buttons under a post, in rows, as many as Discord takes.

use bonsens_port::{Button, CharterAct, Destination, Post, Press, WorkspaceId};
use serenity::all::{ButtonStyle, CreateActionRow, CreateButton};

use crate::component::{Mark, custom_id};
use crate::split::shorten;

/// Limits: <https://docs.discord.com/developers/components/reference>.
const ROW: usize = 5;
const BUTTONS: usize = 25;
const LABEL: usize = 80;

/// The buttons of a post. Those there is no room for are left out: what they lead to is reached by
/// a command as well.
pub(super) fn rows(post: &Post) -> Vec<CreateActionRow> {
    let server = matches!(post.to, Destination::Person(..)).then_some(&post.workspace);
    let shown = post.buttons.iter();
    let shown = shown.filter_map(|each| button(each, server)).take(BUTTONS);
    let shown: Vec<CreateButton> = shown.collect();
    let rows = shown.chunks(ROW);
    rows.map(|row| CreateActionRow::Buttons(row.to_vec()))
        .collect()
}

fn button(button: &Button, server: Option<&WorkspaceId>) -> Option<CreateButton> {
    let id = custom_id(Mark::Button, server, &button.press)?;
    let shown = CreateButton::new(id).label(shorten(&button.label, LABEL));
    Some(shown.style(style(&button.press)))
}

/// The press that settles it stands out, and so does the one that can't be taken back.
const fn style(press: &Press) -> ButtonStyle {
    match press {
        Press::WillFix(_) | Press::Take(_) | Press::Charter(CharterAct::Publish, _) => {
            ButtonStyle::Primary
        }
        Press::Confirm(_) | Press::Remove(_) => ButtonStyle::Danger,
        _ => ButtonStyle::Secondary,
    }
}
