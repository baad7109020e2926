//! What any place a platform serves may decide otherwise than the rest, and what may be wrong with the
//! list of them.

use std::path::{Path, PathBuf};

use bonsens_port::{ChannelId, Lang, Mode, WorkspaceId};

/// What a workspace or a server decides for itself.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its id, as the platform gives it.
    pub id: WorkspaceId,
    /// The moderators' language, and that of people whose own is not known.
    pub lang: Option<Lang>,
    /// How far to go here.
    pub mode: Option<Mode>,
    /// Channels never scanned here, beside those of everywhere.
    pub exempt_channels: Vec<ChannelId>,
    /// Charters that answer here instead of the usual ones.
    pub charters: Vec<PathBuf>,
}

impl Place {
    /// Makes relative paths start from this folder.
    pub(super) fn start_in(&mut self, folder: &Path) {
        for path in &mut self.charters {
            *path = folder.join(&path);
        }
    }
}

/// What is wrong in a platform's section, and where in the file it starts.
pub(super) enum Wrong {
    /// Neither a socket nor an address, or both, or half of one.
    Connection,
    /// No place is named; the section that would name one.
    NoneServed { section: &'static str },
    /// An id is not of the kind the platform gives.
    Id {
        offset: usize,
        key: &'static str,
        /// The letter such an id starts with; `None`: a number.
        starts_with: Option<&'static str>,
    },
    /// Two places share an id.
    Twice { offset: usize },
}

/// The places of a section, each with where it is written, if there is one and none comes twice.
pub(super) fn distinct<P>(
    read: impl Iterator<Item = Result<(usize, P), Wrong>>,
    section: &'static str,
    id: impl Fn(&P) -> &WorkspaceId,
) -> Result<Vec<P>, Wrong> {
    let mut places: Vec<P> = Vec::new();
    for one in read {
        let (offset, place) = one?;
        if places.iter().any(|other| id(other) == id(&place)) {
            return Err(Wrong::Twice { offset });
        }
        places.push(place);
    }
    if places.is_empty() {
        return Err(Wrong::NoneServed { section });
    }
    Ok(places)
}
