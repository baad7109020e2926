//! From lines on pages to text: columns, paragraphs, lists and tables.

use super::draft::{Block, Draft, Look};
use super::numbering;
use super::pdf_font::UNKNOWN;
use super::pdf_lines::{Line, Page, drop_repeated, half_points, lines};

/// Reads the pages; says how many lines were left out because they come back on each page.
pub(super) fn read(pages: Vec<Page>) -> (Draft, usize) {
    let mut pages: Vec<Vec<Line>> = pages.into_iter().map(|page| lines(page.glyphs)).collect();
    let repeated = drop_repeated(&mut pages);
    let mut draft = Draft::default();
    let mut flow = Flow::default();
    for page in &mut pages {
        for column in columns(std::mem::take(page)) {
            flow.column(column, &mut draft);
        }
    }
    flow.close(&mut draft);
    (draft, repeated)
}

/// The first heading, if larger than all that follow, is the title of the whole.
pub(super) fn name(draft: &mut Draft) {
    let levels = |draft: &Draft, level: u8| {
        let of = |block: &&Block| matches!(block, Block::Heading { level: l, .. } if *l == level);
        draft.blocks.iter().filter(of).count()
    };
    let early = draft
        .blocks
        .iter()
        .take(3)
        .position(|block| matches!(block, Block::Heading { .. }));
    if let Some(at) = early
        && let Block::Heading { level, text } = &draft.blocks[at]
        && levels(draft, *level) == 1
        && numbering::label(text).is_none()
    {
        let shallow = *level;
        let text = text.clone();
        draft.blocks[at] = Block::Heading { level: 1, text };
        for block in &mut draft.blocks[at + 1..] {
            if let Block::Heading { level, .. } = block
                && *level > shallow
            {
                *level -= shallow - 1;
            }
        }
    }
}

/// The lines of a page in reading order: down each column, unless lines across all of them part
/// the page into bands.
fn columns(lines: Vec<Line>) -> Vec<Vec<Line>> {
    let Some(gutter) = gutter(&lines) else {
        return vec![lines];
    };
    let mut out: Vec<Vec<Line>> = Vec::new();
    let (mut left, mut right, mut across) = (Vec::new(), Vec::new(), Vec::new());
    for line in lines {
        if line.x < gutter && line.end > gutter {
            for band in [&mut left, &mut right] {
                if !band.is_empty() {
                    out.push(std::mem::take(band));
                }
            }
            across.push(line);
            continue;
        }
        if !across.is_empty() {
            out.push(std::mem::take(&mut across));
        }
        if line.x < gutter {
            left.push(line);
        } else {
            right.push(line);
        }
    }
    out.extend(
        [across, left, right]
            .into_iter()
            .filter(|band| !band.is_empty()),
    );
    out
}

/// Where most lines leave a gap between two columns of running text.
fn gutter(lines: &[Line]) -> Option<f32> {
    let low = lines.iter().map(|line| line.x).min_by(f32::total_cmp)?;
    let high = lines.iter().map(|line| line.end).max_by(f32::total_cmp)?;
    let width = high - low;
    if width < 150.0 || lines.len() < 12 {
        return None;
    }
    let mut best: Option<(usize, f32)> = None;
    for step in 30_u8..=70 {
        let x = low + width * f32::from(step) / 100.0;
        let crossing = lines
            .iter()
            .filter(|line| line.x < x - 1.0 && line.end > x + 1.0)
            .count();
        if best.is_none_or(|(fewest, _)| crossing < fewest) {
            best = Some((crossing, x));
        }
    }
    let (crossing, x) = best?;
    let of = |side: &dyn Fn(&&Line) -> bool| -> Vec<&Line> { lines.iter().filter(side).collect() };
    let left = of(&|line| line.end <= x + 1.0);
    let right = of(&|line| line.x >= x - 1.0);
    // Columns hold sentences; the cells of a table are short.
    let reads = |side: &[&Line]| {
        let long = side.iter().filter(|line| line.text.len() >= 25).count();
        side.len() >= 6 && long * 2 >= side.len()
    };
    (crossing * 4 <= lines.len() && reads(&left) && reads(&right)).then_some(x)
}

/// What carries over from one line to the next, across columns and pages.
#[derive(Default)]
struct Flow {
    open: Vec<Line>,
    rows: Vec<Line>,
}

impl Flow {
    fn column(&mut self, lines: Vec<Line>, draft: &mut Draft) {
        let lines = joined(lines);
        let right = lines
            .iter()
            .filter(|line| line.cells.len() == 1)
            .map(|line| line.end)
            .max_by(f32::total_cmp)
            .unwrap_or(0.0);
        let leading = leading(&lines);
        let mut first = true;
        for (at, line) in lines.iter().enumerate() {
            if is_leader(&line.text) {
                continue;
            }
            // Two lines of cells make a table, one may be a line with a wide space.
            let near = |other: Option<&Line>| other.is_some_and(|other| aligned(line, other));
            if line.cells.len() > 1 && (near(lines.get(at + 1)) || near(self.rows.last())) {
                self.end(draft);
                self.rows.push(line.clone());
                continue;
            }
            if let Some(last) = self.rows.last()
                && line.cells.len() == 1
                && last.y - line.y < leading * 1.25
                && last.cells.iter().any(|(x, _)| (x - line.x).abs() < 3.0)
            {
                // A cell goes on.
                self.rows.push(line.clone());
                continue;
            }
            self.end_table(draft);
            if let Some(last) = self.open.last()
                && starts_anew(last, line, first, leading, right)
            {
                self.end(draft);
            }
            first = false;
            self.open.push(line.clone());
        }
        self.end_table(draft);
        // A paragraph goes on in the next column unless its last line shows that it ended.
        let ended = self.open.last().is_some_and(|last| {
            last.end < right - last.size * 4.0 || last.text.ends_with(['.', '!', '?', ';', ':'])
        });
        if ended {
            self.end(draft);
        }
    }

    fn close(mut self, draft: &mut Draft) {
        self.end_table(draft);
        self.end(draft);
    }

    /// Writes the open paragraph down.
    fn end(&mut self, draft: &mut Draft) {
        let lines = std::mem::take(&mut self.open);
        let Some(first) = lines.first() else { return };
        let mut text = String::new();
        for line in &lines {
            if text.is_empty() {
                text.push_str(&line.text);
            } else if let Some(cut) = cut_word(&text, &line.text) {
                text.truncate(cut);
                text.push_str(&line.text);
            } else {
                text.push(' ');
                text.push_str(&line.text);
            }
        }
        if let Some(rest) = after_bullet(&text) {
            draft.item(0, None, rest);
            return;
        }
        let look = Look {
            bold: lines.iter().all(|line| line.bold > 0.9),
            size: half_points(first.size),
        };
        draft.text(&text, look);
    }

    fn end_table(&mut self, draft: &mut Draft) {
        let lines = std::mem::take(&mut self.rows);
        if lines.is_empty() {
            return;
        }
        let mut starts: Vec<f32> = lines
            .iter()
            .flat_map(|l| l.cells.iter().map(|c| c.0))
            .collect();
        starts.sort_by(f32::total_cmp);
        starts.dedup_by(|a, b| (*a - *b).abs() < 12.0);
        let mut rows: Vec<Vec<String>> = Vec::new();
        for line in &lines {
            if line.cells.len() > 1 || rows.is_empty() {
                rows.push(vec![String::new(); starts.len()]);
            }
            for (x, text) in &line.cells {
                let at = starts
                    .iter()
                    .rposition(|start| *start <= x + 1.0)
                    .unwrap_or(0);
                if let Some(cell) = rows.last_mut().and_then(|row| row.get_mut(at)) {
                    if !cell.is_empty() {
                        cell.push(' ');
                    }
                    cell.push_str(text);
                }
            }
        }
        draft.table(rows);
    }
}

/// Runs of one height put back together as cells of one line.
fn joined(lines: Vec<Line>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    for line in lines {
        match out.last_mut() {
            Some(last) if (last.y - line.y).abs() < line.size * 0.4 && line.x >= last.end => {
                // A number or a bullet hangs before its text.
                let hangs = last.cells.len() == 1
                    && (last.text.len() <= 4
                        || numbering::label(&format!("{} A", last.text)).is_some())
                    && last.text.len() < 16
                    && line.x - last.end < line.size * 4.0;
                last.text.push(' ');
                last.text.push_str(&line.text);
                last.end = line.end;
                if hangs {
                    last.cells = vec![(last.x, last.text.clone())];
                    last.bold = last.bold.min(line.bold);
                } else {
                    last.cells.extend(line.cells);
                }
            }
            _ => out.push(line),
        }
    }
    out
}

/// The usual step from one line to the next.
fn leading(lines: &[Line]) -> f32 {
    let mut steps: Vec<f32> = lines
        .windows(2)
        .map(|pair| pair[0].y - pair[1].y)
        .filter(|step| *step > 2.0)
        .collect();
    steps.sort_by(f32::total_cmp);
    // The lower third: steps within paragraphs are the smaller ones.
    steps.get(steps.len() / 3).copied().unwrap_or(14.0)
}

/// Whether two lines have cells that begin at the same places.
fn aligned(line: &Line, other: &Line) -> bool {
    let shared = line.cells.iter().filter(|(x, _)| {
        let same = |(other, _): &(f32, String)| (x - other).abs() < 4.0;
        other.cells.iter().any(same)
    });
    shared.count() > 1 || (line.cells.len() > 2 && line.cells.len() == other.cells.len())
}

/// A line of a table of contents: a title, dots and a page. Headings say the same again.
fn is_leader(text: &str) -> bool {
    let dots = text.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let lead: String = dots.chars().rev().filter(|c| *c != ' ').take(5).collect();
    dots.len() < text.len() && lead.len() >= 5 && lead.chars().all(|c| ".:…_·".contains(c))
}

fn starts_anew(last: &Line, line: &Line, first: bool, leading: f32, right: f32) -> bool {
    let styled =
        half_points(last.size) != half_points(line.size) || (last.bold > 0.9) != (line.bold > 0.9);
    let numbered = numbering::label(&line.text).is_some_and(|label| label.sure)
        || after_bullet(&line.text).is_some();
    let step = last.y - line.y;
    let apart = !first && (step > leading.max(line.size) * 1.35 || step < -line.size);
    let short = last.end < right - (right - last.x) * 0.25
        && last.text.ends_with(['.', '!', '?', ':', ';']);
    styled || numbered || apart || short
}

fn after_bullet(text: &str) -> Option<&str> {
    let (mark, rest) = text.split_once(' ')?;
    [
        "•", "-", "–", "*", "·", "▪", "◦", "●", "○", "■", "➢", "✓", "o", UNKNOWN,
    ]
    .contains(&mark)
    .then_some(rest)
}

/// Where a word cut at a line's end goes on, if one does.
fn cut_word(before: &str, after: &str) -> Option<usize> {
    let stem = before.strip_suffix(['-', '\u{2010}'])?;
    let cut = stem.ends_with(char::is_lowercase) && after.starts_with(char::is_lowercase);
    // "peut-être" and "e-mail" keep their hyphen: what is cut is longer on both sides.
    let head = stem
        .rsplit(|c: char| !c.is_alphabetic())
        .next()?
        .chars()
        .count();
    let tail = after.chars().take_while(|c| c.is_alphabetic()).count();
    (cut && head > 2 && tail > 2).then_some(stem.len())
}
