//! `views.*`: modals, and the Home of the app.

use serde_json::{Value, json};

use super::{Answer, Asked, Failure};
use crate::{posting, wire};

/// Forgets what was chosen in a view, but for the blocks that the new one names as the old one did.
fn keep_picks(asked: &mut Asked<'_>, id: &Value, new: &Value) {
    let (team, id) = (asked.team().to_owned(), id.as_str().unwrap_or_default());
    let blocks = new["blocks"].as_array().into_iter().flatten();
    let named: Vec<_> = blocks
        .filter_map(|block| block["block_id"].as_str())
        .collect();
    if let Some(picks) = asked.state.team_mut(&team).picks.get_mut(id) {
        picks.retain(|(block, _), _| named.contains(&block.as_str()));
    }
}

/// Exchanges a `trigger_id` for the person it came from.
fn exchange(asked: &mut Asked<'_>) -> Result<String, Failure> {
    let (id, team) = (
        asked.text("trigger_id").unwrap_or_default().to_owned(),
        asked.team().to_owned(),
    );
    let now = asked.state.clock.now();
    let trigger = asked
        .state
        .triggers
        .get_mut(&id)
        .filter(|trigger| trigger.team == team)
        .ok_or("invalid_trigger_id")?;
    if trigger.used {
        return Err("exchanged_trigger_id".into());
    }
    if now > trigger.expires {
        return Err("expired_trigger_id".into());
    }
    trigger.used = true;
    Ok(trigger.user.clone())
}

fn given(asked: &mut Asked<'_>, kind: &str) -> Result<Value, Failure> {
    let view = asked.args["view"].clone();
    posting::inspect_view(asked.state, asked.method, &view)?;
    if view["type"] == kind {
        Ok(view)
    } else {
        Err("invalid_arguments".into())
    }
}

pub(super) fn open(asked: &mut Asked<'_>, on_top: bool) -> Answer {
    let view = given(asked, "modal")?;
    let user = exchange(asked)?;
    let team = asked.team().to_owned();
    let stack = asked
        .state
        .team(&team)
        .modals
        .get(&user)
        .cloned()
        .unwrap_or_default();
    if on_top && stack.is_empty() {
        return Err("not_found".into());
    }
    if on_top && stack.len() == 3 {
        return Err("push_limit_reached".into());
    }
    let root = stack
        .first()
        .filter(|_| on_top)
        .and_then(|view| view["id"].as_str());
    let mut view = wire::view(asked.state, &team, &view, None, root);
    let modals = &mut asked.state.team_mut(&team).modals;
    let open = modals.entry(user).or_default();
    if on_top {
        view["previous_view_id"] = open.last().map_or(Value::Null, |view| view["id"].clone());
    } else {
        open.clear();
    }
    open.push(view.clone());
    Ok(json!({"ok": true, "view": view}))
}

pub(super) fn update(asked: &mut Asked<'_>) -> Answer {
    let view = given(asked, "modal")?;
    let team = asked.team().to_owned();
    let (key, wanted) = match asked.text("view_id") {
        Some(id) => ("id", id.to_owned()),
        None => (
            "external_id",
            asked.text("external_id").unwrap_or_default().to_owned(),
        ),
    };
    let open = asked
        .state
        .team(&team)
        .modals
        .iter()
        .find_map(|(user, stack)| {
            let at = stack.iter().position(|view| view[key] == wanted.as_str())?;
            Some((user.clone(), at, stack[at].clone()))
        });
    let (user, at, old) = open.ok_or("not_found")?;
    if asked.text("hash").is_some_and(|hash| old["hash"] != hash) {
        return Err("hash_conflict".into());
    }
    keep_picks(asked, &old["id"], &view);
    let new = wire::view(
        asked.state,
        &team,
        &view,
        old["id"].as_str(),
        old["root_view_id"].as_str(),
    );
    if let Some(stack) = asked.state.team_mut(&team).modals.get_mut(&user) {
        stack[at] = new.clone();
    }
    Ok(json!({"ok": true, "view": new}))
}

pub(super) fn publish(asked: &mut Asked<'_>) -> Answer {
    let view = given(asked, "home")?;
    let team = asked.team().to_owned();
    let user = asked.text("user_id").unwrap_or_default().to_owned();
    if !asked.state.team(&team).home_tab {
        return Err("not_enabled".into());
    }
    if !asked.state.team(&team).users.contains_key(&user) {
        let mut failure = Failure::from("invalid_arguments");
        let messages = json!({"messages": ["invalid `user_id`"]});
        failure.more.insert("response_metadata".into(), messages);
        return Err(failure);
    }
    let old = asked
        .state
        .team(&team)
        .homes
        .get(&user)
        .cloned()
        .unwrap_or_default();
    if asked.text("hash").is_some_and(|hash| old["hash"] != hash) {
        return Err("hash_conflict".into());
    }
    keep_picks(asked, &old["id"], &view);
    let new = wire::view(asked.state, &team, &view, old["id"].as_str(), None);
    asked.state.team_mut(&team).homes.insert(user, new.clone());
    Ok(json!({"ok": true, "view": new}))
}
