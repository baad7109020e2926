//! Slack's documented limits, checked on everything the app sends. A violation is answered as
//! Slack answers it, and kept, so that a test can say that there was none.

use std::collections::BTreeSet;

use serde_json::Value;

/// Something the app sent that Slack refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The method that sent it, or `response_url`.
    pub method: String,
    /// The error it was answered.
    pub error: String,
    /// What was wrong and where, such as `must be less than 3001 characters [json-pointer:…]`.
    pub why: Vec<String>,
}

/// Where a block stands decides how many there may be, and of which kinds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Surface {
    Message,
    Modal,
    Home,
}

const KNOWN_BLOCKS: [&str; 14] = [
    "actions",
    "context",
    "divider",
    "file",
    "header",
    "image",
    "input",
    "section",
    "rich_text",
    "video",
    "markdown",
    "table",
    "call",
    "context_actions",
];

/// What is typed in, or handed in: for an input block alone.
const TYPED_IN: [&str; 6] = [
    "plain_text_input",
    "number_input",
    "file_input",
    "email_text_input",
    "url_text_input",
    "rich_text_input",
];
/// Menus of several choices: not for a row of actions.
const SEVERAL: [&str; 5] = [
    "multi_static_select",
    "multi_users_select",
    "multi_conversations_select",
    "multi_channels_select",
    "multi_external_select",
];

/// The text Slack takes in one message.
const MESSAGE_TEXT: usize = 40_000;
/// The text Slack takes in all the blocks of one message together.
const BLOCKS_TEXT: usize = 12_000;

/// Checks a message; the error Slack answers, and why.
pub(crate) fn message(content: &Value) -> Option<(&'static str, Vec<String>)> {
    let text = content["text"].as_str().unwrap_or_default();
    let markdown = content["markdown_text"].as_str().unwrap_or_default();
    let count = |key: &str| content[key].as_array().map_or(0, Vec::len);
    if markdown.is_empty() {
        if text.is_empty() && count("blocks") == 0 && count("attachments") == 0 {
            return Some(("no_text", vec!["a message needs words".to_owned()]));
        }
    } else if !text.is_empty() || count("blocks") > 0 {
        return Some((
            "markdown_text_conflict",
            vec!["[json-pointer:/markdown_text]".to_owned()],
        ));
    }
    if length(text) > MESSAGE_TEXT || length(markdown) > BLOCKS_TEXT {
        return Some(("msg_too_long", vec!["[json-pointer:/text]".to_owned()]));
    }
    if count("attachments") > 100 {
        return Some((
            "too_many_attachments",
            vec!["[json-pointer:/attachments]".to_owned()],
        ));
    }
    let mut check = Check::new(Surface::Message);
    check.blocks(&content["blocks"], "/blocks");
    for (index, attachment) in items(&content["attachments"]).iter().enumerate() {
        check.blocks(
            &attachment["blocks"],
            &format!("/attachments/{index}/blocks"),
        );
    }
    if !check.why.is_empty() {
        return Some(("invalid_blocks", check.why));
    }
    (written(&content["blocks"]) > BLOCKS_TEXT).then(|| {
        (
            "msg_blocks_too_long",
            vec!["[json-pointer:/blocks]".to_owned()],
        )
    })
}

/// Checks a view; the error Slack answers, and why.
pub(crate) fn view(view: &Value) -> Option<(&'static str, Vec<String>)> {
    if view.to_string().len() > 250_000 {
        return Some(("view_too_large", vec!["[json-pointer:/view]".to_owned()]));
    }
    let surface = if view["type"] == "home" {
        Surface::Home
    } else {
        Surface::Modal
    };
    let mut check = Check::new(surface);
    if !["home", "modal"].iter().any(|kind| view["type"] == *kind) {
        check.note("must be home or modal", "/view/type");
    }
    if surface == Surface::Modal {
        if view["title"].is_null() {
            check.note("missing required field: title", "/view");
        }
        for key in ["title", "submit", "close"] {
            check.text(&view[key], 24, true, &format!("/view/{key}"));
        }
        let has_input = items(&view["blocks"]).iter().any(|b| b["type"] == "input");
        if has_input && view["submit"].is_null() {
            check.note("missing required field: submit", "/view");
        }
    }
    check.string(&view["private_metadata"], 3_000, "/view/private_metadata");
    check.string(&view["callback_id"], 255, "/view/callback_id");
    check.string(&view["external_id"], 255, "/view/external_id");
    if !view["blocks"].is_array() {
        check.note("missing required field: blocks", "/view");
    }
    check.blocks(&view["blocks"], "/view/blocks");
    (!check.why.is_empty()).then_some(("invalid_arguments", check.why))
}

fn length(text: &str) -> usize {
    text.chars().count()
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The characters written in a tree of blocks.
fn written(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(written).sum(),
        Value::Object(object) => object
            .iter()
            .map(|(key, item)| match item {
                Value::String(text) if key == "text" => length(text),
                _ => written(item),
            })
            .sum(),
        _ => 0,
    }
}

struct Check {
    surface: Surface,
    block_ids: BTreeSet<String>,
    why: Vec<String>,
}

impl Check {
    fn new(surface: Surface) -> Self {
        Self {
            surface,
            block_ids: BTreeSet::new(),
            why: Vec::new(),
        }
    }

    fn note(&mut self, what: &str, at: &str) {
        self.why.push(format!("{what} [json-pointer:{at}]"));
    }

    fn string(&mut self, value: &Value, most: usize, at: &str) {
        if let Some(text) = value.as_str()
            && length(text) > most
        {
            self.note(&format!("must be less than {} characters", most + 1), at);
        }
    }

    fn most(&mut self, value: &Value, most: usize, at: &str) {
        if items(value).len() > most {
            self.note(&format!("no more than {most} items allowed"), at);
        }
    }

    /// A text object; plain where Slack insists on it. Absent is fine here.
    fn text(&mut self, object: &Value, most: usize, plain: bool, at: &str) {
        if object.is_null() {
            return;
        }
        let kind = object["type"].as_str().unwrap_or_default();
        if kind != "plain_text" && (plain || kind != "mrkdwn") {
            self.note("unsupported type of text", &format!("{at}/type"));
        }
        match object["text"].as_str() {
            Some("") => self.note("must be more than 0 characters", &format!("{at}/text")),
            Some(_) => self.string(&object["text"], most, &format!("{at}/text")),
            None => self.note("missing required field: text", at),
        }
    }

    fn needed(&mut self, object: &Value, most: usize, plain: bool, at: &str) {
        if object.is_null() {
            self.note("missing required field", at);
        }
        self.text(object, most, plain, at);
    }

    fn blocks(&mut self, blocks: &Value, at: &str) {
        if blocks.is_null() {
            return;
        }
        if !blocks.is_array() {
            return self.note("must be an array", at);
        }
        let most = if self.surface == Surface::Message {
            50
        } else {
            100
        };
        self.most(blocks, most, at);
        for (index, block) in items(blocks).iter().enumerate() {
            self.block(block, &format!("{at}/{index}"));
        }
    }

    fn block(&mut self, block: &Value, at: &str) {
        let kind = block["type"].as_str().unwrap_or_default();
        if !KNOWN_BLOCKS.contains(&kind) {
            self.note(&format!("unsupported type: {kind}"), at);
        }
        self.string(&block["block_id"], 255, &format!("{at}/block_id"));
        if let Some(id) = block["block_id"].as_str()
            && !self.block_ids.insert(id.to_owned())
        {
            self.note(&format!("`block_id` {id} already exists"), at);
        }
        match kind {
            "section" => self.section(block, at),
            "header" => self.needed(&block["text"], 150, true, &format!("{at}/text")),
            "markdown" => self.string(&block["text"], BLOCKS_TEXT, &format!("{at}/text")),
            "context" => self.context(block, at),
            "image" => self.image(block, at),
            "actions" => {
                self.most(&block["elements"], 25, &format!("{at}/elements"));
                self.elements(&block["elements"], at);
            }
            "input" => self.input(block, at),
            _ => {}
        }
    }

    fn section(&mut self, block: &Value, at: &str) {
        if block["text"].is_null() && items(&block["fields"]).is_empty() {
            self.note("missing required field: text", at);
        }
        self.text(&block["text"], 3_000, false, &format!("{at}/text"));
        self.most(&block["fields"], 10, &format!("{at}/fields"));
        for (index, field) in items(&block["fields"]).iter().enumerate() {
            self.text(field, 2_000, false, &format!("{at}/fields/{index}"));
        }
        self.fits(&block["accessory"], &TYPED_IN, at);
        if !block["accessory"].is_null() {
            self.element(&block["accessory"], &format!("{at}/accessory"));
        }
    }

    fn context(&mut self, block: &Value, at: &str) {
        self.most(&block["elements"], 10, &format!("{at}/elements"));
        for (index, element) in items(&block["elements"]).iter().enumerate() {
            let at = format!("{at}/elements/{index}");
            if element["type"] == "image" {
                self.image(element, &at);
            } else {
                self.text(element, 3_000, false, &at);
            }
        }
    }

    fn image(&mut self, image: &Value, at: &str) {
        if image["alt_text"].is_null() {
            self.note("missing required field: alt_text", at);
        }
        self.string(&image["alt_text"], 2_000, &format!("{at}/alt_text"));
        self.string(&image["image_url"], 3_000, &format!("{at}/image_url"));
    }

    fn input(&mut self, block: &Value, at: &str) {
        self.needed(&block["label"], 2_000, true, &format!("{at}/label"));
        self.fits(&block["element"], &["button", "overflow", "image"], at);
        self.text(&block["hint"], 2_000, true, &format!("{at}/hint"));
        if block["element"].is_null() {
            self.note("missing required field: element", at);
        } else {
            self.element(&block["element"], &format!("{at}/element"));
        }
    }

    fn elements(&mut self, elements: &Value, at: &str) {
        let mut action_ids = BTreeSet::new();
        for (index, element) in items(elements).iter().enumerate() {
            let at = format!("{at}/elements/{index}");
            if let Some(id) = element["action_id"].as_str()
                && !action_ids.insert(id)
            {
                self.note(&format!("`action_id` {id} already exists"), &at);
            }
            self.fits(element, &TYPED_IN, &at);
            self.fits(element, &SEVERAL, &at);
            self.element(element, &at);
        }
    }

    /// Refuses an element of a kind that this block does not take.
    fn fits(&mut self, element: &Value, refused: &[&str], at: &str) {
        let kind = element["type"].as_str().unwrap_or_default();
        if refused.contains(&kind) {
            self.note(&format!("unsupported element: {kind}"), at);
        }
    }

    fn element(&mut self, element: &Value, at: &str) {
        self.string(&element["action_id"], 255, &format!("{at}/action_id"));
        self.text(
            &element["placeholder"],
            150,
            true,
            &format!("{at}/placeholder"),
        );
        self.confirm(&element["confirm"], &format!("{at}/confirm"));
        match element["type"].as_str().unwrap_or_default() {
            "button" => {
                self.needed(&element["text"], 75, true, &format!("{at}/text"));
                self.string(&element["value"], 2_000, &format!("{at}/value"));
                self.string(&element["url"], 3_000, &format!("{at}/url"));
                let style = &element["style"];
                if !style.is_null() && style != "primary" && style != "danger" {
                    self.note("must be primary or danger", &format!("{at}/style"));
                }
            }
            "image" => self.image(element, at),
            "plain_text_input" => {
                if element["max_length"].as_u64().unwrap_or(1) > 3_000 {
                    self.note("must be less than 3001", &format!("{at}/max_length"));
                }
                self.string(
                    &element["initial_value"],
                    3_000,
                    &format!("{at}/initial_value"),
                );
            }
            "static_select" | "multi_static_select" => self.options(element, 100, 75, at),
            "radio_buttons" | "checkboxes" => self.options(element, 10, 75, at),
            "overflow" => self.options(element, 5, 75, at),
            "number_input" if !element["is_decimal_allowed"].is_boolean() => {
                self.note("missing required field: is_decimal_allowed", at);
            }
            "file_input" => {
                if self.surface != Surface::Modal {
                    self.note("unsupported element: file_input", at);
                }
                if !(1..=10).contains(&element["max_files"].as_u64().unwrap_or(1)) {
                    self.note("must be from 1 to 10", &format!("{at}/max_files"));
                }
            }
            "" => self.note("missing required field: type", at),
            _ => {}
        }
    }

    fn options(&mut self, element: &Value, most: usize, text: usize, at: &str) {
        let options = &element["options"];
        let at = format!("{at}/options");
        if items(options).is_empty() && items(&element["option_groups"]).is_empty() {
            self.note("must have at least 1 item", &at);
        }
        self.most(options, most, &at);
        for (index, option) in items(options).iter().enumerate() {
            let at = format!("{at}/{index}");
            self.needed(&option["text"], text, false, &format!("{at}/text"));
            self.text(
                &option["description"],
                75,
                false,
                &format!("{at}/description"),
            );
            self.string(&option["value"], 150, &format!("{at}/value"));
        }
    }

    fn confirm(&mut self, confirm: &Value, at: &str) {
        if confirm.is_null() {
            return;
        }
        self.needed(&confirm["title"], 100, true, &format!("{at}/title"));
        self.needed(&confirm["text"], 300, false, &format!("{at}/text"));
        self.needed(&confirm["confirm"], 30, true, &format!("{at}/confirm"));
        self.needed(&confirm["deny"], 30, true, &format!("{at}/deny"));
    }
}

#[cfg(test)]
mod tests;
