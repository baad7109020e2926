//! An admin hands in a charter, looks at what was understood, and lets it answer, or not.

use bonsens_port::{CharterAct, CharterRef, Deed, Document, Notice, Role, Write};

use super::{Decision, setting};

impl Decision<'_> {
    pub(super) fn charter_offered(&mut self, document: &Document) {
        if self.event.role < Role::Admin {
            return self.refuse();
        }
        match &self.facts.admin.offered {
            Some(Ok(offered)) => {
                self.writes.push(Write::Charter(offered.version.clone()));
                self.remember(Deed::CharterLoaded(offered.preview.charter.clone()));
                self.tell_author(Notice::CharterPreview(offered.preview.clone()));
            }
            Some(Err(reason)) => self.tell_author(Notice::CharterUnreadable {
                file: document.name.clone(),
                reason: reason.clone(),
            }),
            None => {}
        }
    }

    pub(super) fn charter_decided(&mut self, charter: &CharterRef, act: CharterAct) {
        if self.event.role < Role::Admin {
            return self.refuse();
        }
        match act {
            CharterAct::Publish => self.publish(charter),
            CharterAct::Discard => self.discard(charter),
            CharterAct::RollBack => self.roll_back(charter),
        }
    }

    fn publish(&mut self, charter: &CharterRef) {
        let Some(version) = &self.facts.admin.version else {
            return self.tell_author(Notice::CharterGone(charter.clone()));
        };
        let title = version.title.clone();
        let published = &self.facts.admin.published;
        if published.last() != Some(&charter.version) {
            let others = published.iter().filter(|other| **other != charter.version);
            let after: Vec<&String> = others.chain([&charter.version]).collect();
            self.set(&setting::published(&charter.id), setting::list(&after));
            self.remember(Deed::Charter(CharterAct::Publish, charter.clone()));
        }
        let charter = charter.clone();
        self.tell_author(Notice::CharterPublished { charter, title });
    }

    /// Only a version that never answered is forgotten: the others can be returned to.
    fn discard(&mut self, charter: &CharterRef) {
        let known = self.facts.admin.version.is_some();
        if !known || self.facts.admin.published.contains(&charter.version) {
            return self.tell_author(Notice::CharterGone(charter.clone()));
        }
        let workspace = self.event.workspace.clone();
        self.writes
            .push(Write::ForgetCharter(workspace, charter.clone()));
        self.remember(Deed::Charter(CharterAct::Discard, charter.clone()));
        self.tell_author(Notice::CharterDiscarded(charter.clone()));
    }

    /// From the version that answers to the one before; a button pressed twice goes back once.
    fn roll_back(&mut self, charter: &CharterRef) {
        let published = &self.facts.admin.published;
        let Some((live, before)) = published.split_last() else {
            return self.tell_author(Notice::CharterGone(charter.clone()));
        };
        if *live != charter.version {
            return self.tell_author(Notice::CharterGone(charter.clone()));
        }
        let live = before.last().map(|version| CharterRef {
            id: charter.id.clone(),
            version: version.clone(),
        });
        self.set(&setting::published(&charter.id), setting::list(before));
        self.remember(Deed::Charter(CharterAct::RollBack, charter.clone()));
        let charter = charter.clone();
        self.tell_author(Notice::CharterRolledBack { charter, live });
    }
}
