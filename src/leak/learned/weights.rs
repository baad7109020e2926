//! The table of weights: read once, asked for each feature.

use super::Sink;
use super::concepts::Concepts;
use super::facts;
use super::hash::{self, Known, Piece};

/// What each feature adds to the odds of each of `N` judgements.
#[derive(Debug)]
pub struct Weights<const N: usize> {
    table: Known<[f32; N]>,
    bias: [f32; N],
    /// The weights of what a sentence speaks of, of two such things together, and of what the
    /// sentence beside it speaks of, by their numbers: these are asked for most.
    items: Vec<[f32; N]>,
    pairs: Vec<[f32; N]>,
    beside: Vec<[f32; N]>,
}

/// Weights are written in hundredths.
const UNIT: f32 = 100.0;
/// What begins the name of something spoken of, of two such things, and of one spoken of beside.
pub const ITEM: Piece<'static> = Piece::new("c:");
/// Two things spoken of.
pub const BOTH: Piece<'static> = Piece::new("p:");
/// Something spoken of in the sentence beside.
pub const BESIDE: Piece<'static> = Piece::new("n:");
/// The feature that is always there.
pub const BIAS: &str = "bias";

impl<const N: usize> Weights<N> {
    /// Reads lines of a feature and its weights, tabs between.
    ///
    /// # Errors
    ///
    /// When a line is anything else, as text for its maintainer.
    pub fn parse(source: &str, concepts: &Concepts) -> Result<Self, String> {
        let mut table = Known::default();
        let mut bias = [0.0; N];
        let lines = source.lines().enumerate();
        for (index, line) in lines.filter(|(_, line)| !line.starts_with("//")) {
            let mut fields = line.split('\t');
            let feature = fields.next().unwrap_or_default();
            let mut weights = [0.0; N];
            for weight in &mut weights {
                let field = fields.next().unwrap_or_default();
                let hundredths: i16 = field
                    .parse()
                    .map_err(|_| format!("line {}: {N} whole numbers expected", index + 1))?;
                *weight = f32::from(hundredths) / UNIT;
            }
            if feature == BIAS {
                bias = weights;
            } else {
                table.insert(hash::written(feature), weights);
            }
        }
        let count = facts::count(concepts);
        let numbers = || (0..count).filter_map(|at| u8::try_from(at).ok());
        let mut take = |pieces: &[Piece<'_>]| {
            let weights = table.remove(&hash::feature(pieces));
            weights.unwrap_or([0.0; N])
        };
        let piece = |item| facts::piece(concepts, item);
        let items = numbers().map(|it| take(&[ITEM, piece(it)])).collect();
        let beside = numbers().map(|it| take(&[BESIDE, piece(it)])).collect();
        let both = numbers().flat_map(|one| numbers().map(move |other| (one, other)));
        let pairs = both
            .map(|(one, other)| take(&[BOTH, piece(one), piece(other)]))
            .collect();
        Ok(Self {
            table,
            bias,
            items,
            pairs,
            beside,
        })
    }
}

/// Adds up what the features weigh.
#[derive(Debug)]
pub struct Sum<'w, const N: usize> {
    weights: &'w Weights<N>,
    odds: [f32; N],
}

impl<'w, const N: usize> Sum<'w, N> {
    /// Nothing seen yet.
    #[must_use]
    pub const fn new(weights: &'w Weights<N>) -> Self {
        Self {
            weights,
            odds: weights.bias,
        }
    }

    /// Nothing seen yet, and no odds to begin with: a part of another sum.
    #[must_use]
    pub const fn unbiased(weights: &'w Weights<N>) -> Self {
        let odds = [0.0; N];
        Self { weights, odds }
    }

    /// The log-odds of each judgement.
    #[must_use]
    pub const fn odds(&self) -> [f32; N] {
        self.odds
    }
}

impl<const N: usize> Sum<'_, N> {
    fn add(&mut self, weights: Option<&[f32; N]>, value: f32) {
        let weights = weights.into_iter().flatten();
        for (odds, weight) in self.odds.iter_mut().zip(weights) {
            *odds += weight * value;
        }
    }
}

impl<const N: usize> Sink for Sum<'_, N> {
    fn put(&mut self, pieces: &[Piece<'_>], value: f32) {
        self.add(self.weights.table.get(&hash::feature(pieces)), value);
    }

    fn item(&mut self, _: &Concepts, item: u8) {
        self.add(self.weights.items.get(usize::from(item)), 1.0);
    }

    fn pair(&mut self, _: &Concepts, one: u8, other: u8) {
        let at = usize::from(one) * self.weights.items.len() + usize::from(other);
        self.add(self.weights.pairs.get(at), 1.0);
    }

    fn beside(&mut self, _: &Concepts, item: u8) {
        self.add(self.weights.beside.get(usize::from(item)), 1.0);
    }
}

#[cfg(test)]
mod tests {
    use super::super::CONCEPTS;
    use super::*;

    #[expect(clippy::cast_possible_truncation, reason = "small numbers")]
    fn hundredths(sum: &Sum<'_, 2>) -> [i32; 2] {
        sum.odds().map(|odds| (odds * UNIT).round() as i32)
    }

    #[test]
    fn weights_add_up_from_what_is_always_there() {
        let source = "// what they are\nbias\t-100\t0\nw: leave\t50\t-25\nc: pay\t10\t20\n";
        let weights = Weights::<2>::parse(source, &CONCEPTS).unwrap();
        let mut sum = Sum::new(&weights);
        sum.put(&[Piece::new("w:"), Piece::new("leave")], 2.0);
        sum.put(&[Piece::new("w:"), Piece::new("stay")], 1.0);
        assert_eq!(hundredths(&sum), [0, -50]);
        let pay = (0..CONCEPTS.count()).find_map(|at| {
            let at = u8::try_from(at).ok()?;
            (CONCEPTS.name(at) == "pay").then_some(at)
        });
        sum.item(&CONCEPTS, pay.unwrap());
        assert_eq!(hundredths(&sum), [10, -30]);
    }

    #[test]
    fn a_line_that_is_no_weight_is_told_by_its_number() {
        let error = Weights::<1>::parse("bias\t1\nw: leave\tmuch\n", &CONCEPTS).unwrap_err();
        assert!(error.starts_with("line 2"), "{error}");
    }
}
