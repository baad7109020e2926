//! The lines of laid-out pages: letters put side by side, and lines that come back on each page
//! left out.

use std::collections::HashMap;

use super::numbering;
use super::pdf_font::UNKNOWN;

/// Letters further apart than this share of their size are in different columns.
const CELL_GAP: f32 = 1.1;

/// One or a few letters, where they were set.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub x: f32,
    pub y: f32,
    /// Where the next one would begin.
    pub end: f32,
    pub size: f32,
    pub bold: bool,
    pub text: String,
}

#[derive(Debug, Default)]
pub(super) struct Page {
    pub glyphs: Vec<Glyph>,
    pub images: usize,
    /// Steps of drawn lines.
    pub strokes: usize,
}

impl Page {
    /// Whether its words are pictures: a scan, or letters turned into drawings.
    pub(super) fn is_scan(&self) -> bool {
        let letters = self.glyphs.iter().filter(|g| !g.text.trim().is_empty());
        let letters = letters.count();
        (self.images > 0 && letters < 10) || (self.strokes > 2_000 && self.strokes > letters * 20)
    }

    pub(super) fn is_illegible(&self) -> bool {
        let unknown = self.glyphs.iter().filter(|g| g.text == UNKNOWN).count();
        unknown * 10 > self.glyphs.len()
    }
}

/// A run of text on one height, within one column.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub text: String,
    pub x: f32,
    pub end: f32,
    pub y: f32,
    pub size: f32,
    /// Share of letters that are bold.
    pub bold: f32,
    /// Texts far apart on the line, as cells of a table are, with where each begins.
    pub cells: Vec<(f32, String)>,
}

/// Letters put into lines: those on about the same height, from left to right, with a space where
/// there is room for one, and cut where there is room for a column.
pub(super) fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.retain(|glyph| !glyph.text.is_empty());
    glyphs.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut() {
            Some(row) if row[0].y - glyph.y < row[0].size.min(glyph.size) * 0.4 => row.push(glyph),
            _ => rows.push(vec![glyph]),
        }
    }
    let mut lines = Vec::new();
    for mut row in rows {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        let mut run: Vec<Glyph> = Vec::new();
        for glyph in row {
            let gap = run.last().map_or(0.0, |last| glyph.x - last.end);
            if gap > glyph.size * CELL_GAP && !glyph.text.trim().is_empty() {
                lines.extend(line(std::mem::take(&mut run)));
            }
            if glyph.text.trim().is_empty() && run.is_empty() {
                continue;
            }
            run.push(glyph);
        }
        lines.extend(line(run));
    }
    lines
}

fn line(mut run: Vec<Glyph>) -> Option<Line> {
    while run.last().is_some_and(|last| last.text.trim().is_empty()) {
        run.pop();
    }
    let first = run.first()?;
    let (x, y, end) = (first.x, first.y, run.last()?.end);
    let mut text = String::new();
    let mut sizes: HashMap<u32, usize> = HashMap::new();
    let (mut bold, mut letters) = (0_usize, 0_usize);
    let mut last: Option<&Glyph> = None;
    for glyph in &run {
        // Shadows and false bold: the same letter set twice on almost the same place.
        let again = last.is_some_and(|last| {
            last.text == glyph.text && (last.x - glyph.x).abs() < glyph.size * 0.08
        });
        if again {
            continue;
        }
        if last.is_some_and(|last| glyph.x - last.end > glyph.size * 0.17)
            && !text.ends_with(char::is_whitespace)
        {
            text.push(' ');
        }
        text.push_str(&glyph.text);
        if !glyph.text.trim().is_empty() {
            letters += 1;
            bold += usize::from(glyph.bold);
            *sizes.entry(half_points(glyph.size).into()).or_default() += 1;
        }
        last = Some(glyph);
    }
    let text = super::draft::one_line(&unligated(&text));
    let size = sizes.into_iter().max_by_key(|(size, n)| (*n, *size))?.0;
    #[expect(
        clippy::cast_precision_loss,
        reason = "a share of the letters of one line"
    )]
    let bold = bold as f32 / letters as f32;
    Some(Line {
        cells: vec![(x, text.clone())],
        text,
        x,
        end,
        y,
        #[expect(clippy::cast_precision_loss, reason = "sizes are small numbers")]
        size: size as f32 / 2.0,
        bold,
    })
}

fn unligated(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            'ﬀ' => out.push_str("ff"),
            'ﬃ' => out.push_str("ffi"),
            'ﬄ' => out.push_str("ffl"),
            '\u{ad}' => {}
            // Symbol fonts put their bullets where no letter has a place.
            '\u{e000}'..='\u{f8ff}' => out.push('•'),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a size is between 1 and 500"
)]
pub(super) fn half_points(size: f32) -> u16 {
    (size * 2.0).round() as u16
}

/// Leaves out what stands at the top or the bottom of most pages, whatever its numbers.
pub(super) fn drop_repeated(pages: &mut [Vec<Line>]) -> usize {
    let shape = |text: &str| -> String {
        // Articles that open a page are no header for having the same name but for the number.
        if numbering::label(text).is_some_and(|label| label.sure) {
            return text.to_owned();
        }
        let text: String = text
            .chars()
            .map(|c| if c.is_ascii_digit() { '0' } else { c })
            .collect();
        let mut text = text;
        while text.contains("00") {
            text = text.replace("00", "0");
        }
        text
    };
    let edges = |page: &[Line]| -> Vec<usize> {
        let mut heights: Vec<f32> = page.iter().map(|line| line.y).collect();
        heights.sort_by(f32::total_cmp);
        heights.dedup_by(|a, b| (*a - *b).abs() < 2.0);
        let low = heights.get(1).or(heights.last()).copied().unwrap_or(0.0);
        let high = heights.iter().rev().nth(1).or(heights.first());
        let high = high.copied().unwrap_or(0.0);
        let edge = |line: &Line| line.y <= low + 2.0 || line.y >= high - 2.0;
        (0..page.len()).filter(|at| edge(&page[*at])).collect()
    };
    let mut seen: HashMap<String, usize> = HashMap::new();
    for page in pages.iter() {
        let mut here: Vec<String> = edges(page)
            .iter()
            .map(|at| shape(&page[*at].text))
            .collect();
        here.sort_unstable();
        here.dedup();
        for shape in here {
            *seen.entry(shape).or_default() += 1;
        }
    }
    let many = (pages.len() / 2).clamp(2, 3);
    let mut dropped = 0;
    for page in pages.iter_mut() {
        let edges = edges(page);
        let before = page.len();
        let mut at = 0;
        page.retain(|line| {
            let edge = edges.contains(&at);
            at += 1;
            let bare = shape(&line.text);
            let folio = bare.chars().all(|c| "0-–—/| ".contains(c));
            let named = ["page 0", "page 0 sur 0", "page 0 of 0", "page 0/0", "p. 0"]
                .contains(&bare.to_lowercase().as_str());
            !edge || !(folio || named || seen.get(&bare).is_some_and(|n| *n >= many))
        });
        dropped += before - page.len();
    }
    dropped
}
