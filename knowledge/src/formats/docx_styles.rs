//! The styles of a word processor document: which are headings, and how the others look.

use std::collections::HashMap;

use super::docx::{Node, attribute, each, is_on};
use crate::import::ImportError;

/// Styles refer to those they are based on; more steps than this go round in a circle.
const MAX_STEPS: usize = 16;

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    bold: Option<bool>,
    size: Option<u16>,
    list: Option<String>,
    depth: Option<usize>,
}

#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    usual: Option<String>,
}

impl Styles {
    pub(super) fn read(xml: &[u8]) -> Result<Self, ImportError> {
        let mut styles = Self::default();
        let mut open: Option<(String, Style)> = None;
        each(xml, |node| {
            match node {
                Node::Open("style", element) => {
                    let id = attribute(element, "styleId").unwrap_or_default();
                    let paragraph = attribute(element, "type").as_deref() == Some("paragraph");
                    if paragraph && attribute(element, "default").as_deref() == Some("1") {
                        styles.usual = Some(id.clone());
                    }
                    open = Some((id, Style::default()));
                }
                Node::Open(name, element) => {
                    if let Some((_, style)) = &mut open {
                        let value = || attribute(element, "val");
                        let number = || value().and_then(|value| value.parse().ok());
                        match name {
                            "name" => style.name = value().unwrap_or_default().to_lowercase(),
                            "basedOn" => style.based_on = value(),
                            "outlineLvl" => style.outline = number().and_then(narrow),
                            "b" => style.bold = Some(is_on(element)),
                            "sz" => style.size = number(),
                            "numId" => style.list = value(),
                            "ilvl" => style.depth = number().map(usize::from),
                            _ => {}
                        }
                    }
                }
                Node::Close("style") => {
                    if let Some((id, style)) = open.take() {
                        styles.by_id.insert(id, style);
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(styles)
    }

    /// What a style says, or else what the style it is based on says.
    fn find<'a, T>(
        &'a self,
        id: Option<&'a str>,
        ask: impl Fn(&'a Style) -> Option<T>,
    ) -> Option<T> {
        let mut id = id.or(self.usual.as_deref());
        for _ in 0..MAX_STEPS {
            let style = self.by_id.get(id?)?;
            if let Some(said) = ask(style) {
                return Some(said);
            }
            id = style.based_on.as_deref();
        }
        None
    }

    /// The outline level of a heading style, from 0. Built-in names are English in every language.
    pub(super) fn level(&self, id: Option<&str>) -> Option<u8> {
        self.find(id, |style| {
            let named = style.name.strip_prefix("heading ");
            style
                .outline
                .or_else(|| named?.parse::<u8>().ok()?.checked_sub(1))
        })
    }

    pub(super) fn is_bold(&self, id: Option<&str>) -> bool {
        self.find(id, |style| style.bold).unwrap_or(false)
    }

    /// In half points, 0 when no style says.
    pub(super) fn size(&self, id: Option<&str>) -> u16 {
        self.find(id, |style| style.size).unwrap_or(0)
    }

    pub(super) fn list<'a>(&'a self, id: Option<&'a str>) -> Option<&'a str> {
        self.find(id, |style| style.list.as_deref())
    }

    pub(super) fn depth(&self, id: Option<&str>) -> Option<usize> {
        self.find(id, |style| style.depth)
    }

    pub(super) fn is_title(&self, id: Option<&str>) -> bool {
        self.is_named(id, |name| name == "title")
    }

    /// A line of a table of contents.
    pub(super) fn is_contents(&self, id: Option<&str>) -> bool {
        self.is_named(id, |name| name.starts_with("toc "))
    }

    fn is_named(&self, id: Option<&str>, test: impl Fn(&str) -> bool) -> bool {
        id.and_then(|id| self.by_id.get(id))
            .is_some_and(|style| test(&style.name))
    }
}

fn narrow(number: u16) -> Option<u8> {
    u8::try_from(number).ok()
}
