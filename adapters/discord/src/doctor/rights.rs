//! What someone may do in a channel, by their roles and what the channel says of them:
//! <https://docs.discord.com/developers/topics/permissions#permission-overwrites>.

use serenity::model::Permissions;

use crate::incoming::{Overwrite, Rights};

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
    pub roles: &'a [String],
}

impl Who<'_> {
    /// What they may do where nothing else is said.
    pub fn may(&self, roles: &[Rights]) -> Permissions {
        if self.owner == self.person {
            return Permissions::all();
        }
        let theirs = roles.iter().filter(|role| self.has(&role.id));
        let may = theirs.fold(Permissions::empty(), |may, role| may | role.permissions);
        if may.contains(Permissions::ADMINISTRATOR) {
            Permissions::all()
        } else {
            may
        }
    }

    /// What they may do in a channel: what is said of everyone, then of their roles, then of them.
    pub fn may_in(&self, roles: &[Rights], overwrites: &[Overwrite]) -> Permissions {
        let may = self.may(roles);
        if may == Permissions::all() {
            return may;
        }
        let of = |of: &dyn Fn(&str) -> bool| {
            let said = overwrites.iter().filter(|overwrite| of(&overwrite.id));
            said.fold(
                (Permissions::empty(), Permissions::empty()),
                |(allow, deny), said| (allow | said.allow, deny | said.deny),
            )
        };
        let steps = [
            of(&|id| id == self.server),
            of(&|id| id != self.server && self.has(id)),
            of(&|id| id == self.person),
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

    fn has(&self, role: &str) -> bool {
        role == self.server || self.roles.iter().any(|own| own == role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEE: Permissions = Permissions::VIEW_CHANNEL;
    const WRITE: Permissions = Permissions::SEND_MESSAGES;

    fn role(id: &str, permissions: Permissions) -> Rights {
        Rights {
            id: id.to_owned(),
            permissions,
        }
    }

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
        let roles = [
            role("1", SEE),
            role("5", WRITE),
            role("6", Permissions::ADMINISTRATOR),
        ];
        let bot = |theirs: &'static [String]| Who {
            server: "1",
            owner: "2",
            person: "9",
            roles: theirs,
        };
        let plain = bot(&[]);
        assert_eq!(plain.may(&roles), SEE);
        let five: &'static [String] = Box::leak(Box::new(["5".to_owned()]));
        let writer = bot(five);
        assert_eq!(writer.may_in(&roles, &[]), SEE | WRITE);
        let closed = [said("1", none, SEE)];
        assert_eq!(
            writer.may_in(&roles, &closed),
            none,
            "what is not seen is not written in"
        );
        let let_in = [said("5", SEE, none), said("1", none, SEE)];
        assert_eq!(
            writer.may_in(&roles, &let_in),
            SEE | WRITE,
            "roles come after everyone"
        );
        let muted = [said("9", none, WRITE), said("5", WRITE, none)];
        assert_eq!(writer.may_in(&roles, &muted), SEE, "the person comes last");
        let six: &'static [String] = Box::leak(Box::new(["6".to_owned()]));
        assert_eq!(bot(six).may_in(&roles, &closed), Permissions::all());
        let owner = Who {
            owner: "9",
            ..bot(&[])
        };
        assert_eq!(owner.may_in(&roles, &closed), Permissions::all());
    }
}
