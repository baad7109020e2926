//! Fonts of laid-out documents: what each code reads as, and how wide it is.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Encoding, Error, Object};

/// A table from codes to letters is some kilobytes.
const MAX_TABLE: usize = 4 * 1024 * 1024;
/// Overlapping ranges could state the widths of every code over and over.
const MAX_WIDTHS: usize = 200_000;
/// What stands for a letter that can't be told.
pub(super) const UNKNOWN: &str = "\u{fffd}";

pub(super) struct Font {
    pub bold: bool,
    /// Two bytes a code instead of one.
    wide: bool,
    table: Option<Encoding<'static>>,
    names: HashMap<u8, String>,
    /// What was looked up already.
    texts: HashMap<u16, String>,
    widths: HashMap<u16, f32>,
    usual: f32,
    fixed: bool,
}

impl Font {
    pub(super) fn read(document: &Document, font: Option<&Dictionary>) -> Result<Self, Error> {
        let mut read = Self {
            bold: false,
            wide: false,
            table: None,
            names: HashMap::new(),
            texts: HashMap::new(),
            widths: HashMap::new(),
            usual: 0.5,
            fixed: false,
        };
        let Some(font) = font else {
            return Ok(read);
        };
        let kind = font.get(b"Subtype").and_then(Object::as_name);
        read.wide = kind.is_ok_and(|kind| kind == b"Type0");
        let child = font
            .get_deref(b"DescendantFonts", document)
            .and_then(Object::as_array)
            .ok()
            .and_then(|children| document.dereference(children.first()?).ok())
            .and_then(|(_, child)| child.as_dict().ok());
        read.bold = is_bold(document, font) || child.is_some_and(|c| is_bold(document, c));
        read.fixed = name(font).contains("courier");
        if read.wide {
            read.read_wide_widths(document, child);
        } else {
            read.read_widths(document, font);
        }
        read.read_texts(document, font)?;
        Ok(read)
    }

    /// The codes of a string.
    pub(super) fn codes(&self, text: &[u8]) -> Vec<u16> {
        if self.wide {
            let pair = |pair: &[u8]| u16::from_be_bytes([pair[0], *pair.get(1).unwrap_or(&0)]);
            text.chunks(2).map(pair).collect()
        } else {
            text.iter().copied().map(u16::from).collect()
        }
    }

    pub(super) fn text(&mut self, code: u16) -> &str {
        let Self {
            wide,
            table,
            names,
            texts,
            ..
        } = self;
        texts.entry(code).or_insert_with(|| {
            let bytes = code.to_be_bytes();
            let bytes = if *wide { &bytes[..] } else { &bytes[1..] };
            let told = table
                .as_ref()
                .and_then(|table| table.bytes_to_string(bytes).ok())
                .filter(|text| !text.is_empty() && !text.contains(UNKNOWN));
            let named = || names.get(&bytes[0]).filter(|_| !*wide).cloned();
            told.or_else(named).unwrap_or_else(|| UNKNOWN.to_owned())
        })
    }

    /// As a share of the size.
    pub(super) fn width(&mut self, code: u16) -> f32 {
        if let Some(width) = self.widths.get(&code) {
            return *width;
        }
        if self.wide || !self.widths.is_empty() {
            return self.usual;
        }
        // The fonts every reader has need not state their widths.
        if self.fixed {
            0.6
        } else {
            self.text(code).chars().map(usual_width).sum()
        }
    }

    /// What says it in so many words is the table made for it; the encoding names glyphs.
    fn read_texts(&mut self, document: &Document, font: &Dictionary) -> Result<(), Error> {
        let without = |key: &[u8]| {
            let mut font = font.clone();
            font.remove(key);
            font.set("Type", Object::Name(b"Font".to_vec()));
            font
        };
        if font.has(b"ToUnicode") {
            let table = without(b"Encoding");
            let table = table.get_font_encoding_with_limit(document, MAX_TABLE)?;
            // A table borrows nothing from the font it was read for.
            if let Encoding::UnicodeMapEncoding(table) = table {
                self.table = Some(Encoding::UnicodeMapEncoding(table));
            }
        }
        if self.wide {
            return Ok(());
        }
        let named = without(b"ToUnicode");
        let named = named.get_font_encoding_with_limit(document, MAX_TABLE)?;
        for code in 0..=u8::MAX {
            if let Ok(text) = named.bytes_to_string(&[code])
                && !text.is_empty()
            {
                self.names.insert(code, text);
            }
        }
        Ok(())
    }

    fn read_widths(&mut self, document: &Document, font: &Dictionary) {
        // The font of drawn glyphs measures in a scale of its own.
        let scale = font
            .get_deref(b"FontMatrix", document)
            .and_then(Object::as_array)
            .ok()
            .and_then(|matrix| matrix.first()?.as_float().ok())
            .unwrap_or(0.001);
        let first = font
            .get_deref(b"FirstChar", document)
            .and_then(Object::as_i64);
        let widths = font
            .get_deref(b"Widths", document)
            .and_then(Object::as_array);
        let (Ok(first), Ok(widths)) = (first, widths) else {
            return;
        };
        for (at, width) in (first..256).zip(widths) {
            if let (Ok(code), Ok((_, width))) = (u16::try_from(at), document.dereference(width))
                && let Ok(width) = width.as_float()
                && width > 0.0
            {
                self.widths.insert(code, width * scale);
            }
        }
    }

    fn read_wide_widths(&mut self, document: &Document, child: Option<&Dictionary>) {
        let Some(child) = child else { return };
        let usual = child.get_deref(b"DW", document).and_then(Object::as_float);
        self.usual = usual.unwrap_or(1_000.0) / 1_000.0;
        let Ok(widths) = child.get_deref(b"W", document).and_then(Object::as_array) else {
            return;
        };
        let code = |object: &Object| object.as_i64().ok().and_then(|c| u16::try_from(c).ok());
        let mut rest = widths.as_slice();
        let mut left = MAX_WIDTHS;
        // Either a code and the widths from there, or two codes and the width of all between.
        while let [first, second, after @ ..] = rest {
            let Some(first) = code(first) else { return };
            let second = document.dereference(second).map_or(second, |(_, o)| o);
            if let Ok(each) = second.as_array() {
                for (at, width) in (first..=u16::MAX).zip(each).take(left) {
                    let width = width.as_float().unwrap_or(0.0);
                    self.widths.insert(at, width / 1_000.0);
                }
                left = left.saturating_sub(each.len());
                rest = after;
            } else {
                let (Some(last), Some((width, after))) = (code(second), after.split_first()) else {
                    return;
                };
                let width = width.as_float().unwrap_or(0.0) / 1_000.0;
                for at in (first..=last).take(left) {
                    self.widths.insert(at, width);
                }
                left = left.saturating_sub(usize::from(last.saturating_sub(first)));
                rest = after;
            }
        }
    }
}

fn name(font: &Dictionary) -> String {
    let name = font.get(b"BaseFont").and_then(Object::as_name);
    String::from_utf8_lossy(name.unwrap_or_default()).to_lowercase()
}

/// About how wide a letter is in the usual fonts for text.
const fn usual_width(c: char) -> f32 {
    match c {
        'i' | 'j' | 'l' | 'I' | 'î' | 'ï' | '\'' | '’' | '.' | ',' | ';' | ':' | '!' | '|' => {
            0.25
        }
        ' ' | '\u{a0}' | 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' => 0.3,
        'm' | 'M' | 'w' | 'W' | '—' | '…' | '@' | '%' | 'œ' => 0.85,
        'A'..='Z' | 'À'..='Ý' => 0.68,
        _ => 0.54,
    }
}

fn is_bold(document: &Document, font: &Dictionary) -> bool {
    let name = name(font);
    let descriptor = font
        .get_deref(b"FontDescriptor", document)
        .and_then(Object::as_dict);
    let heavy = descriptor
        .and_then(|d| d.get_deref(b"FontWeight", document))
        .and_then(Object::as_float)
        .is_ok_and(|weight| weight >= 600.0);
    heavy
        || ["bold", "black", "heavy", "demi"]
            .iter()
            .any(|word| name.contains(word))
}
