//! Fingerprints and whose they are, in one sorted list; before it, a filter that says no for almost
//! everything at the cost of one look.

/// Bits of the filter for each fingerprint: one in sixteen strangers gets past it.
const BITS_EACH: usize = 16;
const WORD: usize = u64::BITS as usize;

/// Fingerprints and whose they are.
#[derive(Debug, Default)]
pub(super) struct Table {
    prints: Box<[(u64, u32)]>,
    filter: Box<[u64]>,
}

impl Table {
    /// The fingerprints given with their owners, without those of `many` owners or more.
    pub(super) fn new(mut prints: Vec<(u64, u32)>, many: u32) -> Self {
        prints.sort_unstable();
        prints.dedup();
        if many < u32::MAX {
            let all = std::mem::take(&mut prints);
            let few = |owned: &&[(u64, u32)]| owned.len() < many as usize;
            let owned = all.chunk_by(|one, other| one.0 == other.0);
            prints.extend(owned.filter(few).flatten().copied());
        }
        let mut table = Self::default();
        if !prints.is_empty() {
            let bits = (prints.len() * BITS_EACH).next_power_of_two().max(WORD);
            table.filter = vec![0; bits / WORD].into();
        }
        for (print, _) in &prints {
            let (word, bit) = table.place(*print);
            table.filter[word] |= bit;
        }
        table.prints = prints.into();
        table
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.prints.is_empty()
    }

    /// Where the filter tells of a fingerprint. The filter may not be empty.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "which bits of a hash are taken does not matter"
    )]
    fn place(&self, print: u64) -> (usize, u64) {
        let at = print as usize & (self.filter.len() * WORD - 1);
        (at / WORD, 1 << (at % WORD))
    }

    /// Whose a fingerprint is.
    pub(super) fn of(&self, print: u64) -> impl Iterator<Item = u32> {
        let past = !self.is_empty() && {
            let (word, bit) = self.place(print);
            self.filter[word] & bit != 0
        };
        let from = if past {
            self.prints.partition_point(|(other, _)| *other < print)
        } else {
            self.prints.len()
        };
        let rest = self.prints[from..].iter();
        rest.take_while(move |(other, _)| *other == print)
            .map(|(_, owner)| *owner)
    }

    pub(super) fn has(&self, print: u64) -> bool {
        self.of(print).next().is_some()
    }
}
