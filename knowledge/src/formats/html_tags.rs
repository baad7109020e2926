//! The tags of a web page, in the order they are written.

use std::cell::RefCell;
use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// More tags than any page that was written by hand.
const MAX_TAGS: usize = 200_000;

/// More attributes than any element has. Each is compared with all those before it.
const MAX_ATTRIBUTES: usize = 1_000;

/// Whether reading the page would take more work than any page people write is worth.
pub(super) fn is_too_complex(source: &str) -> bool {
    let mut tags = 0_usize;
    let mut bytes = source.bytes().peekable();
    while let Some(byte) = bytes.next() {
        if byte != b'<' {
            continue;
        }
        tags += 1;
        if tags > MAX_TAGS {
            return true;
        }
        let opens = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'/';
        if !bytes.peek().is_some_and(opens) {
            continue;
        }
        // What stands between attributes, outside their quoted values.
        let (mut gaps, mut value, mut quote) = (0_usize, false, None);
        for byte in bytes.by_ref() {
            match quote {
                Some(open) if byte == open => quote = None,
                Some(_) => {}
                None if byte == b'>' => break,
                None if value && (byte == b'"' || byte == b'\'') => quote = Some(byte),
                None => gaps += usize::from(byte.is_ascii_whitespace() || byte == b'/'),
            }
            value = byte == b'=' || (value && byte.is_ascii_whitespace());
            if gaps > MAX_ATTRIBUTES {
                return true;
            }
        }
    }
    false
}

/// A step through a page, in the order it is written.
pub(super) enum Step {
    Open(String, Attributes),
    Close(String),
    Text(String),
}

/// The few attributes that matter.
#[derive(Default)]
pub(super) struct Attributes {
    pub lang: Option<String>,
    pub alt: Option<String>,
    pub start: Option<usize>,
    pub hidden: bool,
}

/// Takes down the tags as they are found. No tree is built: a page nested without end costs no
/// more than a flat one.
#[derive(Default)]
struct Tags {
    steps: RefCell<Vec<Step>>,
}

impl TokenSink for Tags {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut steps = self.steps.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                let name = tag.name.to_string();
                let raw = match name.as_str() {
                    "script" => Some(RawKind::ScriptData),
                    "style" | "iframe" | "noscript" | "xmp" => Some(RawKind::Rawtext),
                    "title" | "textarea" => Some(RawKind::Rcdata),
                    _ => None,
                };
                if tag.kind == TagKind::EndTag {
                    steps.push(Step::Close(name));
                    return TokenSinkResult::Continue;
                }
                let mut attributes = Attributes::default();
                for attribute in &tag.attrs {
                    let value = || attribute.value.to_string();
                    match &*attribute.name.local {
                        "lang" => attributes.lang = Some(value()),
                        "alt" => attributes.alt = Some(value()),
                        "start" => attributes.start = value().parse().ok(),
                        "hidden" => attributes.hidden = true,
                        "role" => attributes.hidden |= value() == "navigation",
                        _ => {}
                    }
                }
                steps.push(Step::Open(name, attributes));
                if let Some(raw) = raw {
                    return TokenSinkResult::RawData(raw);
                }
            }
            Token::CharacterTokens(text) => match steps.last_mut() {
                Some(Step::Text(before)) => before.push_str(&text),
                _ => steps.push(Step::Text(text.to_string())),
            },
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Reads a page without building a tree of it.
pub(super) fn steps(source: &str) -> Vec<Step> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(source));
    let tokenizer = Tokenizer::new(Tags::default(), TokenizerOpts::default());
    // It only stops on the way to run a script, and the sink asks for none.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.steps.take()
}

/// The steps within the first element of a name.
pub(super) fn inside(steps: &[Step], name: &str) -> Option<Range<usize>> {
    let opens = |step: &Step| matches!(step, Step::Open(found, _) if found == name);
    let closes = |step: &Step| matches!(step, Step::Close(found) if found == name);
    let start = steps.iter().position(opens)? + 1;
    let mut depth = 1_usize;
    let end = steps[start..].iter().position(|step| {
        depth += usize::from(opens(step));
        depth -= usize::from(closes(step));
        depth == 0
    });
    Some(start..end.map_or(steps.len(), |end| start + end))
}
