//! How likely the best section is to answer: a logistic regression over a few readable figures.
//!
//! A score ranks sections but says nothing by itself about whether the charter answers at all.
//! These features compare what the question asks with what the section holds.

use serde::Serialize;

/// Below this probability the assistant says nothing from the charter.
pub const THRESHOLD: f32 = 0.5;

/// What the probability rests on; each from 0 to 1.
///
/// None is a score: scores depend on how long a charter is and how it is written, and what holds
/// on the charters fitted on must hold on others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Features {
    /// Share of the question's words that the best section contains or treats the subject of.
    pub treated: f32,
    /// Share of the section's own heading, by rarity, that the question names.
    pub heading: f32,
    /// How many subjects they share, four or more being 1. One may be chance; several seldom are.
    pub subjects: f32,
    /// Whether the question touches a matter charters seldom treat and the best section does not.
    pub outside: f32,
    /// Whether the question asks for a figure, a duration or a date rather than a rule.
    pub asks_amount: f32,
    /// Whether the question asks for a name or a thing rather than a rule.
    pub asks_identity: f32,
    /// Whether the question asks if something is there.
    pub asks_existence: f32,
}

/// Number of features.
const COUNT: usize = 7;

impl Features {
    /// What each is called, in the order of [`Self::values`].
    pub const NAMES: [&str; COUNT] = [
        "treated",
        "heading",
        "subjects",
        "outside",
        "asks_amount",
        "asks_identity",
        "asks_existence",
    ];

    /// The figures in the order of [`COEFFICIENTS`].
    #[must_use]
    pub const fn values(&self) -> [f32; COUNT] {
        [
            self.treated,
            self.heading,
            self.subjects,
            self.outside,
            self.asks_amount,
            self.asks_identity,
            self.asks_existence,
        ]
    }

    /// How much each speaks for an answer, above zero, or for silence, below; in the same order.
    #[must_use]
    pub fn pulls(&self) -> [f32; COUNT] {
        let mut pulls = self.values();
        for (pull, weight) in pulls.iter_mut().zip(COEFFICIENTS.weights) {
            *pull *= weight;
        }
        pulls
    }
}

/// Weights of the features and the intercept.
pub(crate) struct Coefficients {
    pub weights: [f32; COUNT],
    pub intercept: f32,
}

/// Fitted by `cargo run --release -p bonsens-knowledge --example fit -- knowledge/eval/groups.toml`
/// on the training questions over five charters of four organisations, in two languages.
///
/// A question is labelled 1 when the first candidate is a right section and 0 when no charter
/// answers it; the latter get a fixed share of the weight, whatever their number. One that another
/// section answers is labelled 0 at a tenth of the weight, since neither the quote nor silence is
/// right there. The probability is therefore that of the quote being right rather than silence.
/// The log-loss is minimised with a quadratic penalty. Features, penalty and shares were chosen by
/// fitting on three organisations and measuring on the fourth. Fit again whenever ranking, the
/// lexicon or a feature changes.
pub(crate) const COEFFICIENTS: Coefficients = Coefficients {
    weights: [1.490, 1.219, 1.881, -1.829, -1.021, -1.793, -0.638],
    intercept: -1.751,
};

/// The probability that the best section answers.
pub(crate) fn probability(features: &Features) -> f32 {
    let sum: f32 = features.pulls().iter().sum();
    1.0 / (1.0 + (-(sum + COEFFICIENTS.intercept)).exp())
}
