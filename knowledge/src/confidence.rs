//! How likely the best section is to answer: a logistic regression over a few readable figures.
//!
//! A score ranks sections but says nothing by itself about whether the charter answers at all.
//! These features compare what the question asks with what the section holds.

use serde::Serialize;

/// Below this probability the assistant says nothing from the charter.
pub const THRESHOLD: f32 = 0.5;

/// What the probability rests on; each from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Features {
    /// Score of the best section, relative to a section that would match the question perfectly.
    pub score: f32,
    /// How far the second section of the same charter lags behind, relative to the best.
    pub margin: f32,
    /// Share of the question's words, by rarity, that the best section contains.
    pub words: f32,
    /// Share of the question's concepts, by rarity, that the best section touches.
    pub concepts: f32,
    /// Share of the question's words, by rarity, that no section contains.
    pub unknown: f32,
    /// Share of the question's concepts that no section touches.
    pub foreign: f32,
    /// Whether the question touches a matter charters seldom treat and the best section does not.
    pub outside: f32,
    /// Whether the question asks for a figure, a date or a place rather than a rule.
    pub asks_fact: f32,
    /// Score of the best passage alone, relative to a perfect one.
    pub passage: f32,
    /// Shared pieces of words between the question and the section.
    pub pieces: f32,
}

impl Features {
    /// The figures in the order of [`COEFFICIENTS`].
    #[must_use]
    pub fn values(&self) -> [f32; 10] {
        [
            self.score,
            self.margin,
            self.words,
            self.concepts,
            self.unknown,
            self.foreign,
            self.outside,
            self.asks_fact,
            self.passage,
            self.pieces,
        ]
    }
}

/// Weights of the features and the intercept.
pub(crate) struct Coefficients {
    pub weights: [f32; 10],
    pub intercept: f32,
}

/// Fitted by `cargo run --release -p bonsens-knowledge --example fit`, on training questions only.
///
/// A question is labelled 1 when the first candidate is a right section and 0 when no charter
/// answers it; one that another section answers is labelled 0 at three tenths of the weight, since
/// neither the quote nor silence is right there. The log-loss is minimised with a small quadratic
/// penalty. The probability is therefore that of the quote being right rather than silence. Fit
/// again whenever ranking, the lexicon or a feature changes.
pub(crate) const COEFFICIENTS: Coefficients = Coefficients {
    weights: [
        1.493, 1.838, -1.457, 1.469, -1.143, -4.346, 0.065, -0.382, 0.331, 2.043,
    ],
    intercept: 0.251,
};

/// The probability that the best section answers.
pub(crate) fn probability(features: &Features) -> f32 {
    let sum: f32 = features
        .values()
        .iter()
        .zip(COEFFICIENTS.weights)
        .map(|(value, weight)| value * weight)
        .sum();
    1.0 / (1.0 + (-(sum + COEFFICIENTS.intercept)).exp())
}
