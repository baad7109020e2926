//! What an organisation has to have done before people are spoken to about their messages. Without
//! it, whatever the settings say, the bot only counts.

use bonsens_port::Requirement;
use jiff::civil::Date;

/// An act, with what proves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnRecord {
    /// The day it was done.
    pub on: Date,
    /// Where it can be found: a note's number, the minutes of a meeting.
    pub reference: String,
}

/// Whether staff representatives were consulted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Consultation {
    /// They were.
    Done(OnRecord),
    /// No law asks for it here, for this reason.
    NotRequired(String),
}

/// The record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accountability {
    /// Staff were told what is looked for, by whom and why.
    pub staff_informed: Option<OnRecord>,
    /// Their representatives were consulted.
    pub representatives_consulted: Option<Consultation>,
    /// The impact on people was assessed.
    pub impact_assessed: Option<OnRecord>,
}

impl Accountability {
    /// What is not on record; a reference left empty counts for nothing.
    #[must_use]
    pub fn missing(&self) -> Vec<Requirement> {
        let told = |act: &OnRecord| !act.reference.trim().is_empty();
        let consulted = match &self.representatives_consulted {
            Some(Consultation::Done(act)) => told(act),
            Some(Consultation::NotRequired(why)) => !why.trim().is_empty(),
            None => false,
        };
        [
            (
                Requirement::StaffInformed,
                self.staff_informed.as_ref().is_some_and(told),
            ),
            (Requirement::RepresentativesConsulted, consulted),
            (
                Requirement::ImpactAssessed,
                self.impact_assessed.as_ref().is_some_and(told),
            ),
        ]
        .into_iter()
        .filter(|(_, done)| !done)
        .map(|(requirement, _)| requirement)
        .collect()
    }
}
