//! From a document to a ranked passage.
//!
//! A charter is imported once ([`import`]), indexed once ([`Index::build`]), and asked many times
//! ([`Index::ask`]). Everything quoted is a verbatim slice of the imported source, and the index
//! says how sure it is, so that the assistant can stay silent when the charter does.

mod charter;
mod confidence;
pub mod eval;
mod evidence;
mod formats;
mod front_matter;
mod import;
mod index;
mod language;
mod lexicon;
mod outline;
mod passages;
mod postings;
mod query;
mod quote;
mod rank;
mod speller;
mod text;

pub use charter::{
    Charter, ImportReport, Lang, MetaOverrides, Passage, Section, SkipReason, Skipped,
};
pub use confidence::{Features, THRESHOLD};
pub use formats::{Format, Warning};
pub use import::{ImportError, MAX_BYTES, import, import_all};
pub use index::{Answer, Candidate, Index, Outcome};
pub use language::detect;
pub use query::Query;
