//! What someone may do in a channel, by their roles and what the channel says of them:
//! <https://docs.discord.com/developers/topics/permissions#permission-overwrites>.

use serenity::model::Permissions;

use crate::incoming::Overwrite;

/// Someone on a server.
#[derive(Debug)]
pub struct Who<'a> {
    /// The server.
    pub server: &'a str,
    /// Whoever it belongs to.
    pub owner: &'a str,
    /// Them.
    pub person: &'a str,
    /// Their roles.
    pub roles: Vec<&'a str>,
}

impl Who<'_> {
    /// What they may do where nothing else is said; `of` tells what a role allows.
    pub fn may(&self, of: impl Fn(&str) -> Permissions) -> Permissions {
        if self.owner == self.person {
            return Permissions::all();
        }
        let roles = self.roles.iter().copied().chain([self.server]);
        let may = roles.fold(Permissions::empty(), |may, role| may | of(role));
        if may.contains(Permissions::ADMINISTRATOR) {
            Permissions::all()
        } else {
            may
        }
    }

    /// What they may do in a channel: what is said of everyone, then of their roles, then of them.
    pub fn may_in(
        &self,
        of: impl Fn(&str) -> Permissions,
        overwrites: &[Overwrite],
    ) -> Permissions {
        let may = self.may(of);
        if may == Permissions::all() {
            return may;
        }
        let said_of = |whom: &dyn Fn(&str) -> bool| {
            let said = overwrites.iter().filter(|overwrite| whom(&overwrite.id));
            said.fold(
                (Permissions::empty(), Permissions::empty()),
                |(allow, deny), said| (allow | said.allow, deny | said.deny),
            )
        };
        let steps = [
            said_of(&|id| id == self.server),
            said_of(&|id| id != self.server && self.roles.contains(&id)),
            said_of(&|id| id == self.person),
        ];
        let may = steps
            .into_iter()
            .fold(may, |may, (allow, deny)| (may - deny) | allow);
        // Nothing can be done where nothing is seen.
        if may.contains(Permissions::VIEW_CHANNEL) {
            may
        } else {
            Permissions::empty()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEE: Permissions = Permissions::VIEW_CHANNEL;
    const WRITE: Permissions = Permissions::SEND_MESSAGES;

    fn said(id: &str, allow: Permissions, deny: Permissions) -> Overwrite {
        Overwrite {
            id: id.to_owned(),
            allow,
            deny,
        }
    }

    #[test]
    fn a_channel_has_the_last_word_but_not_over_whoever_owns_or_administers() {
        let none = Permissions::empty();
        let roles = |id: &str| match id {
            "1" => SEE,
            "5" => WRITE,
            "6" => Permissions::ADMINISTRATOR,
            _ => none,
        };
        let bot = |theirs: &[&'static str]| Who {
            server: "1",
            owner: "2",
            person: "9",
            roles: theirs.to_vec(),
        };
        assert_eq!(bot(&[]).may(roles), SEE);
        let writer = bot(&["5"]);
        assert_eq!(writer.may_in(roles, &[]), SEE | WRITE);
        let closed = [said("1", none, SEE)];
        assert_eq!(
            writer.may_in(roles, &closed),
            none,
            "what is not seen is not written in"
        );
        let let_in = [said("5", SEE, none), said("1", none, SEE)];
        assert_eq!(
            writer.may_in(roles, &let_in),
            SEE | WRITE,
            "roles come after everyone"
        );
        let muted = [said("9", none, WRITE), said("5", WRITE, none)];
        assert_eq!(writer.may_in(roles, &muted), SEE, "the person comes last");
        assert_eq!(bot(&["6"]).may_in(roles, &closed), Permissions::all());
        let owner = Who {
            owner: "9",
            ..bot(&[])
        };
        assert_eq!(owner.may_in(roles, &closed), Permissions::all());
    }
}
