//! Where each term occurs, and the BM25 arithmetic over it.

/// Occurrences of terms in places, where a place is a section or a passage.
#[derive(Debug, Default)]
pub(crate) struct Postings {
    lists: Vec<Vec<(u32, f32)>>,
    lengths: Vec<f32>,
    mean_length: f32,
}

/// How fast repeating a term stops mattering.
const K1: f32 = 1.2;
/// How much a long place is held against it. Headings make short sections on purpose, so less
/// than the usual three quarters.
const B: f32 = 0.5;

impl Postings {
    pub(crate) fn add(&mut self, term: u32, place: u32, weight: f32) {
        let term = term as usize;
        if self.lists.len() <= term {
            self.lists.resize_with(term + 1, Vec::new);
        }
        // Places are filled one after the other, so repeats are always last.
        match self.lists[term].last_mut() {
            Some((last, total)) if *last == place => *total += weight,
            _ => self.lists[term].push((place, weight)),
        }
        let place = place as usize;
        if self.lengths.len() <= place {
            self.lengths.resize(place + 1, 0.0);
        }
        self.lengths[place] += weight;
    }

    /// Call once everything is added, with the number of places.
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts are far below the precision of a float"
    )]
    pub(crate) fn finish(&mut self, places: usize) {
        self.lengths.resize(places, 0.0);
        self.mean_length = self.lengths.iter().sum::<f32>() / (places.max(1) as f32);
    }

    pub(crate) fn list(&self, term: u32) -> &[(u32, f32)] {
        self.lists.get(term as usize).map_or(&[], Vec::as_slice)
    }

    /// Saturated frequency of a term in a place, between 0 and `K1 + 1`.
    pub(crate) fn saturated(&self, place: u32, frequency: f32) -> f32 {
        let length = self
            .lengths
            .get(place as usize)
            .copied()
            .unwrap_or(self.mean_length);
        let relative = 1.0 - B + B * length / self.mean_length.max(1.0);
        frequency * (K1 + 1.0) / (frequency + K1 * relative)
    }

    /// The most a single term can score, before its rarity is counted.
    pub(crate) const MOST: f32 = K1 + 1.0;
}

/// Rarity of a term found in `found` of `places` places.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts are far below the precision of a float"
)]
pub(crate) fn rarity(found: usize, places: usize) -> f32 {
    let (found, places) = (found as f32, places as f32);
    (1.0 + (places - found + 0.5).max(0.5) / (found + 0.5)).ln()
}
