//! The letters of one page, found by following how it is drawn. Everything is bounded, since a
//! small file can describe endless work.

use std::collections::HashSet;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::MAX_TEXT;
use super::pdf::refusal;
use super::pdf_font::Font;
use super::pdf_lines::{Glyph, Page};
use crate::import::ImportError;

const MAX_GLYPHS: usize = 4_000_000;
const MAX_FONTS: usize = 500;
const MAX_OPERATIONS: usize = 20_000_000;
/// Forms within forms.
const MAX_DEPTH: usize = 8;
/// What drawing a form costs at least, in bytes of content.
const FORM_COST: usize = 8 * 1024;
const MAX_STACK: usize = 64;

/// A transformation, as in the file: `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Debug, Clone, Copy)]
struct Matrix([f32; 6]);

impl Matrix {
    const SAME: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// `self`, then `next`.
    fn then(self, next: Self) -> Self {
        let (m, n) = (self.0, next.0);
        Self([
            m[0] * n[0] + m[1] * n[2],
            m[0] * n[1] + m[1] * n[3],
            m[2] * n[0] + m[3] * n[2],
            m[2] * n[1] + m[3] * n[3],
            m[4] * n[0] + m[5] * n[2] + n[4],
            m[4] * n[1] + m[5] * n[3] + n[5],
        ])
    }

    const fn by(x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }
}

#[derive(Clone)]
struct State {
    place: Matrix,
    font: usize,
    size: f32,
    letters: f32,
    words: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
}

impl State {
    const fn at(place: Matrix) -> Self {
        Self {
            place,
            font: usize::MAX,
            size: 0.0,
            letters: 0.0,
            words: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }

    /// Follows an operation that changes one number of how text is set.
    fn set(&mut self, operator: &str, value: f32) {
        match operator {
            "Tc" => self.letters = value,
            "Tw" => self.words = value,
            "Tz" => self.stretch = value / 100.0,
            "TL" => self.leading = value,
            "Ts" => self.rise = value,
            _ => {}
        }
    }
}

pub(super) struct PdfReader<'a> {
    document: &'a Document,
    /// Bytes of content that may still be read.
    left: usize,
    operations: usize,
    glyphs: usize,
    fonts: Vec<Font>,
    places: Vec<usize>,
}

impl<'a> PdfReader<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self {
            document,
            left: 4 * MAX_TEXT,
            operations: 0,
            glyphs: 0,
            fonts: Vec::new(),
            places: Vec::new(),
        }
    }

    pub(super) fn page(&mut self, id: ObjectId) -> Result<Page, ImportError> {
        let document = self.document;
        let page = document.get_dictionary(id).map_err(|e| refusal(&e))?;
        let content = document
            .get_page_content_with_limit(id, self.left)
            .map_err(|error| refusal(&error))?;
        self.left -= content.len().min(self.left);
        if content.is_empty() && page.has(b"Contents") && !has_contents(document, page) {
            return Err(ImportError::Damaged);
        }
        let turn = match inherited(document, page, b"Rotate")
            .and_then(|turn| turn.as_i64().ok())
            .map_or(0, |turn| turn.rem_euclid(360))
        {
            90 => Matrix([0.0, -1.0, 1.0, 0.0, 0.0, 0.0]),
            180 => Matrix([-1.0, 0.0, 0.0, -1.0, 0.0, 0.0]),
            270 => Matrix([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]),
            _ => Matrix::SAME,
        };
        let resources = inherited(document, page, b"Resources").and_then(|r| r.as_dict().ok());
        let mut out = Page::default();
        self.run(&content, resources, turn, 0, &mut out)?;
        Ok(out)
    }

    /// Follows the drawing operations of a page or of a form on it.
    fn run(
        &mut self,
        content: &[u8],
        resources: Option<&Dictionary>,
        place: Matrix,
        depth: usize,
        page: &mut Page,
    ) -> Result<(), ImportError> {
        let mut names: Vec<(Vec<u8>, usize)> = Vec::new();
        let mut state = State::at(place);
        let mut stack: Vec<State> = Vec::new();
        let (mut at, mut line) = (Matrix::SAME, Matrix::SAME);
        // Whether each open mark says that what it holds is page furniture.
        let mut marks: Vec<bool> = Vec::new();
        for operation in Content::decode_iter(content) {
            // What can't be parsed ends the page, as it does for those who display it.
            let Ok(operation) = operation else { break };
            self.operations += 1;
            if self.operations > MAX_OPERATIONS {
                return Err(ImportError::TooComplex);
            }
            let operands = operation.operands.as_slice();
            let number = |at: usize| operands.get(at).and_then(|o| o.as_float().ok());
            let n = |at: usize| number(at).unwrap_or(0.0);
            match operation.operator.as_str() {
                "q" if stack.len() < MAX_STACK => stack.push(state.clone()),
                "Q" => state = stack.pop().unwrap_or(state),
                "cm" => {
                    let by = Matrix([n(0), n(1), n(2), n(3), n(4), n(5)]);
                    state.place = by.then(state.place);
                }
                "BT" => (at, line) = (Matrix::SAME, Matrix::SAME),
                "Tf" => {
                    let name = operands.first().and_then(|o| o.as_name().ok());
                    let name = name.unwrap_or_default();
                    let known = names.iter().find(|(known, _)| known == name);
                    state.font = if let Some((_, font)) = known {
                        *font
                    } else {
                        let font = self.font(resources, name)?;
                        names.push((name.to_vec(), font));
                        font
                    };
                    state.size = n(1);
                }
                "Tm" => {
                    line = Matrix([n(0), n(1), n(2), n(3), n(4), n(5)]);
                    at = line;
                }
                "Td" | "TD" | "T*" | "'" | "\"" => {
                    let (x, y) = match operation.operator.as_str() {
                        "Td" => (n(0), n(1)),
                        "TD" => {
                            state.leading = -n(1);
                            (n(0), n(1))
                        }
                        _ => (0.0, -state.leading),
                    };
                    line = Matrix::by(x, y).then(line);
                    at = line;
                    let text = match operation.operator.as_str() {
                        "'" => operands.first(),
                        "\"" => {
                            (state.words, state.letters) = (n(0), n(1));
                            operands.get(2)
                        }
                        _ => None,
                    };
                    if let Some(Object::String(text, _)) = text
                        && !marks.contains(&true)
                    {
                        self.show(text, &state, &mut at, page)?;
                    }
                }
                "Tj" | "TJ" if !marks.contains(&true) => {
                    for part in shown(operands) {
                        if let Object::String(text, _) = part {
                            self.show(text, &state, &mut at, page)?;
                        } else if let Ok(back) = part.as_float() {
                            let x = -back / 1_000.0 * state.size * state.stretch;
                            at = Matrix::by(x, 0.0).then(at);
                        }
                    }
                }
                "BMC" | "BDC" if marks.len() < MAX_STACK => {
                    let name = operands.first().and_then(|o| o.as_name().ok());
                    marks.push(name == Some(b"Artifact"));
                }
                "EMC" => {
                    marks.pop();
                }
                "BI" => page.images += 1,
                "c" | "l" | "m" => page.strokes += 1,
                "Do" => {
                    let name = operands.first().and_then(|o| o.as_name().ok());
                    if let Some(drawn) =
                        name.and_then(|name| resource(self.document, resources, b"XObject", name))
                        && let Ok(drawn) = drawn.as_stream()
                        && !marks.contains(&true)
                    {
                        self.draw(drawn, resources, state.place, depth, page)?;
                    }
                }
                operator => state.set(operator, n(0)),
            }
        }
        Ok(())
    }

    /// Reads the next image or form an operation names.
    fn draw(
        &mut self,
        drawn: &Stream,
        resources: Option<&Dictionary>,
        place: Matrix,
        depth: usize,
        page: &mut Page,
    ) -> Result<(), ImportError> {
        match drawn.dict.get(b"Subtype").and_then(Object::as_name) {
            Ok(b"Image") => page.images += 1,
            Ok(b"Form") if depth < MAX_DEPTH => {
                let content = drawn
                    .get_plain_content_with_limit(self.left)
                    .map_err(|error| refusal(&error))?;
                // Never free, so that a form shown over and over comes to an end.
                self.left = self.left.saturating_sub(content.len().max(FORM_COST));
                if self.left == 0 {
                    return Err(ImportError::Inflates);
                }
                let own = drawn
                    .dict
                    .get_deref(b"Resources", self.document)
                    .and_then(Object::as_dict)
                    .ok();
                let matrix = drawn.dict.get(b"Matrix").and_then(Object::as_array);
                let mut by = Matrix::SAME;
                if let Ok(numbers) = matrix {
                    for (to, from) in by.0.iter_mut().zip(numbers) {
                        *to = from.as_float().unwrap_or(*to);
                    }
                }
                self.run(&content, own.or(resources), by.then(place), depth + 1, page)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// The position of a font among those read, which is read when first met.
    fn font(&mut self, resources: Option<&Dictionary>, name: &[u8]) -> Result<usize, ImportError> {
        let font = resource(self.document, resources, b"Font", name);
        let font = font.and_then(|font| font.as_dict().ok());
        // The document doesn't change while it is read, so that a place in it is an identity.
        let place = font.map_or(0, |font| std::ptr::from_ref(font).addr());
        if let Some(known) = self.places.iter().position(|known| *known == place) {
            return Ok(known);
        }
        if self.fonts.len() >= MAX_FONTS {
            return Err(ImportError::TooComplex);
        }
        let read = Font::read(self.document, font).map_err(|error| refusal(&error))?;
        self.fonts.push(read);
        self.places.push(place);
        Ok(self.fonts.len() - 1)
    }

    fn show(
        &mut self,
        text: &[u8],
        state: &State,
        at: &mut Matrix,
        page: &mut Page,
    ) -> Result<(), ImportError> {
        let Some(font) = self.fonts.get_mut(state.font) else {
            return Ok(());
        };
        for code in font.codes(text) {
            self.glyphs += 1;
            if self.glyphs > MAX_GLYPHS {
                return Err(ImportError::TooComplex);
            }
            let width = font.width(code) * state.size * state.stretch;
            let here = Matrix([
                state.size * state.stretch,
                0.0,
                0.0,
                state.size,
                0.0,
                state.rise,
            ])
            .then(*at)
            .then(state.place);
            let [along, up, _, height, x, y] = here.0;
            let drawn = Matrix::by(width, 0.0).then(*at).then(state.place);
            let text = font.text(code).to_owned();
            // Letters that run up the page are a watermark or a note in the margin.
            if up.abs() <= along.abs() * 0.2 && along > 0.0 && x.is_finite() && y.is_finite() {
                page.glyphs.push(Glyph {
                    x,
                    y,
                    end: drawn.0[4],
                    size: height.abs().clamp(1.0, 500.0),
                    bold: font.bold,
                    text,
                });
            }
            let space = if code == 32 { state.words } else { 0.0 };
            let on = width + (state.letters + space) * state.stretch;
            *at = Matrix::by(on, 0.0).then(*at);
        }
        Ok(())
    }
}

/// The strings to show, and the steps between them.
fn shown(operands: &[Object]) -> &[Object] {
    match operands.first() {
        Some(Object::Array(parts)) => parts.as_slice(),
        Some(text) => std::slice::from_ref(text),
        None => &[],
    }
}

/// Whether any of the streams a page names exists.
fn has_contents(document: &Document, page: &Dictionary) -> bool {
    match page.get(b"Contents") {
        Ok(Object::Reference(id)) => document.get_object(*id).is_ok(),
        Ok(Object::Array(parts)) => parts.iter().all(|part| document.dereference(part).is_ok()),
        _ => false,
    }
}

/// What a page says, or else what the groups of pages it is in say.
fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut node = page;
    let mut seen = HashSet::new();
    loop {
        if let Ok(found) = node.get_deref(key, document) {
            return Some(found);
        }
        let parent = node.get(b"Parent").and_then(Object::as_reference).ok()?;
        if !seen.insert(parent) {
            return None;
        }
        node = document.get_dictionary(parent).ok()?;
    }
}

fn resource<'a>(
    document: &'a Document,
    resources: Option<&'a Dictionary>,
    kind: &[u8],
    name: &[u8],
) -> Option<&'a Object> {
    let kind = resources?.get_deref(kind, document).ok()?;
    kind.as_dict().ok()?.get_deref(name, document).ok()
}
