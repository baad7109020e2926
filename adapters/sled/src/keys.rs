//! How records are laid out in the one tree. One tree, because one batch on it is atomic, also
//! across a crash; prefixes keep kinds apart, and lengths keep two names from running together.

use bonsens_port::{Nudge, WorkspaceId};
use jiff::{Timestamp, civil::Date};

pub const NUDGES: &[u8] = b"nudge/";
pub const FLAGS: &[u8] = b"flag/";
/// Where flags are shown, by flag.
pub const SHOWN: &[u8] = b"shown/";
pub const CLAIMS: &[u8] = b"claim/";
pub const COUNTS: &[u8] = b"count/";
/// Actions in the order they are due: time, then id.
pub const OUTBOX: &[u8] = b"out/";
/// When an action is due, by id: the way to its place in the outbox.
pub const DUE: &[u8] = b"due/";
pub const LEASES: &[u8] = b"lease/";
pub const CHARTERS: &[u8] = b"charter/";
/// Who did what, by time.
const CHANGES: &[u8] = b"change/";
/// What is registered as confidential, by id.
pub const REGISTERED: &[u8] = b"registered/";
pub const QUESTIONS: &[u8] = b"question/";
pub const REQUESTS: &[u8] = b"request/";
const BY_MESSAGE: &[u8] = b"nudge-of/";
const BY_AUTHOR: &[u8] = b"by-author/";
const DISMISSED: &[u8] = b"dismissed/";
const SETTINGS: &[u8] = b"setting/";

/// Longer than any key of the outbox at the same time: no id holds this byte.
const AFTER_ANY_ID: u8 = 0xff;

/// A record known by its id alone.
pub fn named(kind: &[u8], id: &str) -> Vec<u8> {
    [kind, id.as_bytes()].concat()
}

pub fn by_message(workspace: &str, channel: &str, message: &str) -> Vec<u8> {
    let mut key = BY_MESSAGE.to_vec();
    part(&mut key, workspace);
    part(&mut key, channel);
    part(&mut key, message);
    key
}

/// No workspace has an empty id: there, charters are for all.
pub fn charter(workspace: Option<&WorkspaceId>, id: &str, version: &str) -> Vec<u8> {
    let mut key = CHARTERS.to_vec();
    part(&mut key, workspace.map_or("", WorkspaceId::as_str));
    part(&mut key, id);
    part(&mut key, version);
    key
}

pub fn message_of(nudge: &Nudge) -> Vec<u8> {
    let (workspace, channel) = (nudge.workspace.as_str(), nudge.channel.as_str());
    by_message(workspace, channel, nudge.message.as_str())
}

/// Where all nudges of an author are listed, oldest first.
pub fn by_author(author: &str) -> Vec<u8> {
    let mut key = BY_AUTHOR.to_vec();
    part(&mut key, author);
    key
}

pub fn author_of(nudge: &Nudge) -> Vec<u8> {
    let mut key = by_author(nudge.author.as_str());
    key.extend(time(nudge.created_at));
    key.extend(nudge.id.as_str().as_bytes());
    key
}

pub fn queued(run_at: &[u8], id: &str) -> Vec<u8> {
    [OUTBOX, run_at, id.as_bytes()].concat()
}

/// The id in the key of a queued action.
pub fn queued_id(key: &[u8]) -> &[u8] {
    let before = OUTBOX.len() + size_of_val(&time(Timestamp::MIN));
    key.get(before..).unwrap_or_default()
}

/// Just past the last action due at this time.
pub fn queued_after(now: Timestamp) -> Vec<u8> {
    [OUTBOX, &time(now), &[AFTER_ANY_ID]].concat()
}

pub fn dismissed(workspace: &WorkspaceId, value: &str) -> Vec<u8> {
    let mut key = DISMISSED.to_vec();
    part(&mut key, workspace.as_str());
    part(&mut key, value);
    key
}

/// Where all settings of a workspace are; the rest of a setting's key is its name.
pub fn settings(workspace: &WorkspaceId) -> Vec<u8> {
    let mut key = SETTINGS.to_vec();
    part(&mut key, workspace.as_str());
    key
}

/// Where all that was done in a workspace is, the earliest first.
pub fn changes(workspace: &WorkspaceId) -> Vec<u8> {
    let mut key = CHANGES.to_vec();
    part(&mut key, workspace.as_str());
    key
}

/// Where one thing that was done is; `nth` tells apart what was done at the same time.
pub fn change(workspace: &WorkspaceId, at: Timestamp, nth: u64) -> Vec<u8> {
    let mut key = changes(workspace);
    key.extend(time(at));
    key.extend(nth.to_be_bytes());
    key
}

/// Where all that was done is, in every workspace.
pub const fn all_changes() -> &'static [u8] {
    CHANGES
}

/// Where all counts of a rule are.
pub fn counts(workspace: &WorkspaceId, rule: &str) -> Vec<u8> {
    let mut key = COUNTS.to_vec();
    part(&mut key, workspace.as_str());
    part(&mut key, rule);
    key
}

pub fn count(workspace: &WorkspaceId, rule: &str, day: Date) -> Vec<u8> {
    let mut key = counts(workspace, rule);
    key.extend(self::day(day));
    key
}

/// The day at the end of a count's key.
pub fn day_of(count: &[u8]) -> Option<[u8; DAY]> {
    count.last_chunk().copied()
}

const DAY: usize = 4;

/// A day in bytes that sort as days do.
pub fn day(day: Date) -> [u8; DAY] {
    let [high, low] = (day.year().cast_unsigned() ^ (1 << 15)).to_be_bytes();
    [
        high,
        low,
        day.month().cast_unsigned(),
        day.day().cast_unsigned(),
    ]
}

/// A time in bytes that sort as times do.
pub fn time(at: Timestamp) -> [u8; 16] {
    (at.as_nanosecond().cast_unsigned() ^ (1 << 127)).to_be_bytes()
}

fn part(key: &mut Vec<u8>, text: &str) {
    key.extend((text.len() as u64).to_be_bytes());
    key.extend(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_days_sort_as_bytes() {
        let times = [Timestamp::MIN, Timestamp::UNIX_EPOCH, Timestamp::MAX];
        assert!(times.map(time).is_sorted());
        let days = [
            Date::MIN,
            jiff::civil::date(2025, 12, 31),
            jiff::civil::date(2026, 1, 2),
            Date::MAX,
        ];
        assert!(days.map(day).is_sorted());
    }

    #[test]
    fn names_do_not_run_together() {
        assert_ne!(by_message("a", "bc", "d"), by_message("ab", "c", "d"));
    }
}
