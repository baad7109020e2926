//! Charters that are handed in: understood away from everything else, since a document may be large,
//! and named so that no version ever takes the place of one that answers.

use std::collections::BTreeMap;

use bonsens_port::{CharterRef, CharterVersion, Document, Event, StoreError, WorkspaceId};

use super::live::Live;
use super::{Engine, EngineError};
use crate::charter::versions::{self, Offered};
use crate::policy::OfferedCharter;
use crate::words::InFile;

impl Engine {
    /// What a document says; or why it is no charter, in a sentence.
    pub(super) async fn offered(
        &self,
        event: &Event,
        live: &Live,
        document: &Document,
    ) -> Result<Result<OfferedCharter, String>, EngineError> {
        let (document, workspace) = (document.clone(), event.workspace.clone());
        let now = self.parts.clock.now();
        let name = document.name.clone();
        let reading =
            tokio::task::spawn_blocking(move || versions::offered(&document, &workspace, now));
        let read = reading.await.map_err(|_| EngineError::Interrupted)?;
        let Offered {
            mut version,
            mut preview,
            report,
        } = match read {
            Ok(offered) => offered,
            Err(error) => {
                let error = InFile::new(&name, error);
                return Ok(Err(self.parts.words.trouble(event.lang, &error)));
            }
        };
        version.version = self.free(&event.workspace, live, &version).await?;
        preview.charter = versions::named(&version);
        preview.live = live.version(&version.id).map(str::to_owned);
        let (words, lang) = (&self.parts.words, event.lang);
        let warnings = report.warnings.iter();
        let skipped = report.skipped.iter();
        preview.warnings = warnings
            .map(|warning| words.warning(lang, warning))
            .chain(skipped.map(|skipped| words.skipped(lang, skipped)))
            .collect();
        Ok(Ok(OfferedCharter { version, preview }))
    }

    /// The version's own name, or one beside it where a version of that name was published with
    /// another document: what was published stays as it was, to be returned to.
    async fn free(
        &self,
        workspace: &WorkspaceId,
        live: &Live,
        offered: &CharterVersion,
    ) -> Result<String, StoreError> {
        let published = live.published.get(&offered.id);
        let Some(published) = published.filter(|all| all.contains(&offered.version)) else {
            return Ok(offered.version.clone());
        };
        let kept = self.parts.store.charters().await?;
        let here = kept
            .iter()
            .filter(|kept| kept.workspace.as_ref() == Some(workspace) && kept.id == offered.id);
        let sources: BTreeMap<&str, &str> = here
            .map(|kept| (kept.version.as_str(), kept.source.as_str()))
            .collect();
        let mut names = std::iter::once(offered.version.clone())
            .chain((2_u32..).map(|nth| format!("{} ({nth})", offered.version)));
        let free = |name: &String| {
            !published.contains(name)
                || sources.get(name.as_str()) == Some(&offered.source.as_str())
        };
        Ok(names.find(free).unwrap_or_default())
    }

    /// A version that was handed in for a workspace.
    pub(super) async fn version(
        &self,
        workspace: &WorkspaceId,
        charter: &CharterRef,
    ) -> Result<Option<CharterVersion>, StoreError> {
        let kept = self.parts.store.charters().await?;
        let mut here = kept.into_iter().filter(|kept| {
            kept.workspace.as_ref() == Some(workspace) && versions::named(kept) == *charter
        });
        Ok(here.next())
    }
}
