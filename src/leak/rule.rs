//! Rules as data: what a rule file may say, checked when it is read so that scanning cannot fail.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use bonsens_port::{Family, Severity};
use regex::Regex;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::bounds::Budget;
use super::error::RuleError;
use super::fold;
use super::hint::Hints;
use super::need::Needs;
use super::pattern::{self, Lazy};
use super::reader::Reader;
use super::validate::Validator;
use super::wake::{self, Wake};

/// The most that one piece of evidence may weigh: more would be certainty.
const WEIGHTIEST: f32 = 10.0;

/// One rule, as its file gives it, with where it was written.
#[derive(Debug)]
pub struct Rule {
    /// Identifier, `family.kebab-name`.
    pub id: String,
    /// Kind of information.
    pub family: Family,
    /// Harm a leak could do.
    pub severity: Severity,
    /// Name shown to French readers.
    pub name_fr: String,
    /// Name shown to English readers.
    pub name_en: String,
    /// Literals of which one must be in the folded text before the pattern is tried.
    pub keywords: Vec<String>,
    /// The pattern as written; empty for what is on a list of the organisation's own.
    pub pattern: String,
    /// Extra check on the value.
    pub validator: Option<Validator>,
    /// Words around the value.
    pub context: Option<Context>,
    /// What finds the value where no pattern can say what it looks like.
    pub reader: Option<Reader>,
    /// What else makes a match more or less likely, each with its weight.
    pub evidence: Vec<Evidence>,
    /// Confidence of a match, 0 to 1.
    pub confidence: f32,
    /// Distinct values a message must hold before the rule speaks.
    pub at_least: usize,
    /// Whether the value's own structure is proof, so that no wording excuses it.
    pub certain: bool,
    /// Whether a value made of sequences, such as `1234567890`, may still be one.
    pub sequences: bool,
    /// Messages the rule must find something in.
    pub examples: Vec<String>,
    /// Messages the rule must find nothing in.
    pub counter_examples: Vec<String>,
    /// File the rule was read from.
    pub file: String,
    /// Line it starts at, from 1.
    pub line: usize,
    pub(super) wake: Wake,
    /// What a message is made of where the rule finds something, once that is asked.
    needs: OnceLock<Needs>,
    compiled: OnceLock<Option<Compiled>>,
}

/// What surrounds a value and makes it more or less likely.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Context {
    /// Pattern of words expected near the value.
    #[serde(default)]
    pub near: Option<String>,
    /// Pattern of words that clear the value.
    #[serde(default)]
    pub not_near: Option<String>,
    /// How far to look, in bytes of folded text on either side.
    #[serde(default = "sixty")]
    pub within: usize,
    /// Whether `near` must be there; otherwise it only raises the confidence.
    #[serde(default)]
    pub required: bool,
}

/// Words that make a match more or less likely, beside what it holds itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Pattern of the words. Where it names a person (`{{who}}`), only names count.
    pub pattern: String,
    /// How much, in log-odds: 1 makes an even chance about 3 in 4, -1 about 1 in 4.
    pub weight: f32,
    /// Where the words have to be.
    #[serde(default, rename = "where")]
    pub place: Place,
}

/// Where evidence is looked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// In the sentence that holds the match.
    #[default]
    Sentence,
    /// In that sentence and those beside it.
    Beside,
    /// Anywhere in the message.
    Message,
    /// In the value.
    Value,
    /// In its sentence, ahead of the match.
    Before,
    /// Right behind the match, to the end of its line.
    After,
}

#[derive(Debug)]
pub(super) struct Weighed {
    pub pattern: Lazy,
    /// Whether only people it names count.
    pub people: bool,
    pub weight: f32,
    pub place: Place,
}

#[derive(Debug)]
pub(super) struct Compiled {
    pub pattern: Regex,
    /// Groups that capture the person spoken of.
    pub people: Vec<usize>,
    pub near: Option<Lazy>,
    pub not_near: Option<Lazy>,
    pub evidence: Vec<Weighed>,
    /// Tells which evidence a text may hold.
    pub hints: Hints,
    /// The evidence in the order it is looked for: what weighs most first.
    pub order: Vec<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    rule: Vec<Spanned<RawRule>>,
    #[serde(default)]
    listed: Vec<Spanned<RawListed>>,
    tokens: Option<Spanned<RawTokens>>,
}

/// Tokens known by their form: a rule for each provider, named after it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTokens {
    severity: Severity,
    name: Name,
    /// For each provider the form, a sample, and where the form needs it, keywords.
    forms: BTreeMap<String, Spanned<Vec<String>>>,
}

/// A rule that finds what is on a list of the organisation's own: a name, and no pattern.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawListed {
    id: String,
    family: Family,
    severity: Severity,
    name: Name,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: String,
    family: Family,
    severity: Severity,
    name: Name,
    #[serde(default)]
    keywords: Vec<String>,
    #[serde(default)]
    pattern: String,
    reader: Option<String>,
    validator: Option<String>,
    context: Option<Context>,
    #[serde(default)]
    evidence: Vec<Evidence>,
    #[serde(default = "nine_tenths")]
    confidence: f32,
    #[serde(default = "one")]
    at_least: usize,
    #[serde(default)]
    certain: bool,
    #[serde(default)]
    sequences: bool,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    counter_examples: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Name {
    fr: String,
    en: String,
}

const fn sixty() -> usize {
    60
}
const fn one() -> usize {
    1
}
const fn nine_tenths() -> f32 {
    0.9
}

/// Line of a byte offset, from 1.
pub(crate) fn line_of(source: &str, offset: usize) -> usize {
    1 + source.bytes().take(offset).filter(|b| *b == b'\n').count()
}

/// What the parser refused, less the values it quotes: a rule file may hold examples of secrets.
fn refusal(file: &str, source: &str, error: &toml::de::Error) -> RuleError {
    let file = file.to_owned();
    let line = error.span().map_or(1, |span| line_of(source, span.start));
    let message = error.message();
    // The parser tells these apart in words alone.
    let key = |start: &str| {
        let (key, _) = message.strip_prefix(start)?.split_once('`')?;
        Some(key.to_owned())
    };
    if let Some(key) = key("unknown field `") {
        return RuleError::UnknownKey { file, line, key };
    }
    if let Some(key) = key("missing field `") {
        return RuleError::MissingKey { file, line, key };
    }
    let message = match (message.split_once('"'), message.rsplit_once('"')) {
        (Some((before, _)), Some((_, after))) => format!("{before}…{after}"),
        _ => message.to_owned(),
    };
    RuleError::Syntax {
        file,
        line,
        message,
    }
}

/// Reads one file's rules. With a budget, which admins' files have, each is compiled and charged.
pub(super) fn parse(
    file: &str,
    source: &str,
    mut budget: Option<&mut Budget>,
) -> Result<Vec<Rule>, RuleError> {
    let raw: RawFile = toml::from_str(source).map_err(|error| refusal(file, source, &error))?;
    // These two are for the rules Bonsens ships with.
    let listed = raw.listed.first().map(|it| ("listed", it.span().start));
    let tokens = raw.tokens.as_ref().map(|it| ("tokens", it.span().start));
    if let (Some((key, at)), Some(_)) = (listed.or(tokens), &budget) {
        return Err(RuleError::UnknownKey {
            file: file.to_owned(),
            line: line_of(source, at),
            key: key.to_owned(),
        });
    }
    let tokens = raw.tokens.map(|tokens| tokens.into_inner().rules());
    let tokens = tokens.into_iter().flatten().map(|(at, rule)| {
        let line = line_of(source, at);
        Rule::new(rule, file, line)
    });
    let listed = raw.listed.into_iter().map(|spanned| {
        let line = line_of(source, spanned.span().start);
        Ok(Rule::listed(spanned.into_inner(), file, line))
    });
    let written = raw.rule.into_iter().map(|spanned| {
        let line = line_of(source, spanned.span().start);
        let rule = Rule::new(spanned.into_inner(), file, line)?;
        if let Some(budget) = &mut budget {
            let compiled = rule.compile()?;
            rule.prove(&compiled)?;
            budget.charge(&rule)?;
            let _ = rule.compiled.set(Some(compiled));
        }
        Ok(rule)
    });
    listed.chain(tokens).chain(written).collect()
}

impl RawTokens {
    /// The rules, with where each is in the file.
    fn rules(self) -> Vec<(usize, RawRule)> {
        let forms = self.forms.into_iter().map(|(provider, form)| {
            let at = form.span().start;
            let mut parts = form.into_inner().into_iter();
            let form = parts.next().unwrap_or_default();
            let words = provider
                .split(|c: char| !c.is_ascii_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_ascii_lowercase);
            let kebab = words.collect::<Vec<_>>().join("-");
            let named = |name: &str| name.replace("{provider}", &provider);
            let rule = RawRule {
                id: format!("credential.token-{kebab}"),
                family: Family::Credential,
                severity: self.severity,
                name: Name {
                    fr: named(&self.name.fr),
                    en: named(&self.name.en),
                },
                pattern: format!(r"\b(?P<value>{form})(?:[^A-Za-z0-9]|$)"),
                reader: None,
                validator: Some("entropy".to_owned()),
                context: None,
                evidence: Vec::new(),
                confidence: 0.95,
                at_least: one(),
                certain: true,
                sequences: true,
                examples: parts.next().into_iter().collect(),
                counter_examples: Vec::new(),
                keywords: parts.collect(),
            };
            (at, rule)
        });
        forms.collect()
    }
}

impl Rule {
    fn new(raw: RawRule, file: &str, line: usize) -> Result<Self, RuleError> {
        let file = file.to_owned();
        let named = raw
            .id
            .strip_prefix(raw.family.as_str())
            .and_then(|r| r.strip_prefix('.'));
        let kebab = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
        if !named.is_some_and(|n| !n.is_empty() && n.bytes().all(kebab)) {
            let family = raw.family.to_string();
            return Err(RuleError::Id {
                file,
                line,
                id: raw.id,
                family,
            });
        }
        let weighty = |evidence: &Evidence| evidence.weight.abs() <= WEIGHTIEST;
        if !(0.0..=1.0).contains(&raw.confidence) || !raw.evidence.iter().all(weighty) {
            return Err(RuleError::Confidence {
                file,
                line,
                id: raw.id,
            });
        }
        if raw.keywords.iter().any(|k| k.trim().is_empty()) {
            return Err(RuleError::EmptyKeyword {
                file,
                line,
                id: raw.id,
            });
        }
        if raw.at_least == 0 {
            return Err(RuleError::AtLeast {
                file,
                line,
                id: raw.id,
            });
        }
        let reader = raw.reader.as_deref().and_then(Reader::named);
        if let (Some(_), None) = (&raw.reader, reader) {
            let key = "reader".to_owned();
            return Err(RuleError::UnknownKey { file, line, key });
        }
        // A reader looks at much, so that it is not asked about every message.
        let missing = match reader {
            None => raw.pattern.is_empty().then_some("pattern"),
            Some(Reader::Told(_) | Reader::Secret) => None,
            Some(_) => raw.keywords.is_empty().then_some("keywords"),
        };
        if let Some(key) = missing.map(str::to_owned) {
            return Err(RuleError::MissingKey { file, line, key });
        }
        let validator = raw.validator.as_deref().and_then(Validator::named);
        if let (Some(name), None) = (&raw.validator, validator) {
            let (validator, known) = (name.clone(), Validator::names());
            return Err(RuleError::Validator {
                file,
                line,
                id: raw.id,
                validator,
                known,
            });
        }
        let keywords: Vec<String> = raw
            .keywords
            .iter()
            .flat_map(|word| pattern::alternatives(word))
            .map(|word| fold::keyword(&word))
            .collect();
        Ok(Self {
            id: raw.id,
            family: raw.family,
            severity: raw.severity,
            name_fr: raw.name.fr,
            name_en: raw.name.en,
            wake: wake::of(&keywords, &raw.pattern),
            needs: OnceLock::new(),
            keywords,
            pattern: raw.pattern,
            validator,
            context: raw.context,
            reader,
            evidence: raw.evidence,
            confidence: raw.confidence,
            at_least: raw.at_least,
            certain: raw.certain,
            sequences: raw.sequences || raw.certain,
            examples: raw.examples,
            counter_examples: raw.counter_examples,
            file,
            line,
            compiled: OnceLock::new(),
        })
    }

    fn listed(raw: RawListed, file: &str, line: usize) -> Self {
        Self {
            id: raw.id,
            family: raw.family,
            severity: raw.severity,
            name_fr: raw.name.fr,
            name_en: raw.name.en,
            keywords: Vec::new(),
            pattern: String::new(),
            validator: None,
            context: None,
            reader: None,
            evidence: Vec::new(),
            confidence: nine_tenths(),
            at_least: one(),
            certain: false,
            sequences: false,
            examples: Vec::new(),
            counter_examples: Vec::new(),
            file: file.to_owned(),
            line,
            wake: Wake::Never,
            needs: OnceLock::new(),
            compiled: OnceLock::new(),
        }
    }

    /// Whether a value is one beyond doubt, by its own form or its check digits.
    pub(super) fn proves(&self) -> bool {
        self.certain || self.validator.is_some_and(Validator::has_check_digits)
    }

    /// What a message is made of where the rule finds something.
    pub(super) fn needs(&self) -> &Needs {
        self.needs.get_or_init(|| match self.reader {
            Some(reader) => reader.needs(),
            None => Needs::of(&self.pattern),
        })
    }

    pub(super) fn compiled(&self) -> Option<&Compiled> {
        self.compiled.get_or_init(|| self.compile().ok()).as_ref()
    }

    /// Compiles the pattern; its context and evidence wait for a text it matches.
    pub(super) fn compile(&self) -> Result<Compiled, RuleError> {
        let context = self.context.as_ref();
        let lazy = |pattern: &String| Lazy::new(format!("(?i){pattern}"));
        let pattern = pattern::compile(&self.pattern).map_err(|error| self.refused(&error))?;
        let weighed = |evidence: &Evidence| {
            let pattern = lazy(&evidence.pattern);
            Weighed {
                people: pattern::expand(pattern.source()).contains(pattern::PERSON),
                pattern,
                weight: evidence.weight,
                place: evidence.place,
            }
        };
        let evidence: Vec<Weighed> = self.evidence.iter().map(weighed).collect();
        let mut order: Vec<usize> = (0..evidence.len()).collect();
        order.sort_by(|a, b| {
            let weight = |index: &usize| evidence[*index].weight.abs();
            weight(b).total_cmp(&weight(a))
        });
        Ok(Compiled {
            hints: Hints::new(evidence.iter().map(|it| it.pattern.source())),
            order,
            evidence,
            people: pattern::people(&pattern).collect(),
            pattern,
            near: context.and_then(|c| c.near.as_ref()).map(lazy),
            not_near: context.and_then(|c| c.not_near.as_ref()).map(lazy),
        })
    }

    /// Compiles what waits in `compiled`, to say what is wrong with it.
    fn prove(&self, compiled: &Compiled) -> Result<(), RuleError> {
        let context = compiled.near.iter().chain(&compiled.not_near);
        let evidence = compiled.evidence.iter().map(|evidence| &evidence.pattern);
        context
            .chain(evidence)
            .try_for_each(Lazy::prove)
            .map_err(|error| self.refused(&error))
    }

    fn refused(&self, error: &regex::Error) -> RuleError {
        let (file, line, id) = (self.file.clone(), self.line, self.id.clone());
        if let regex::Error::CompiledTooBig(_) = error {
            return RuleError::TooLarge { file, line, id };
        }
        let text = error.to_string();
        let last = text.lines().last().unwrap_or_default();
        let message = last.trim_start_matches("error: ").to_owned();
        RuleError::Pattern {
            file,
            line,
            id,
            message,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::RuleSet;

    #[test]
    fn no_builtin_pattern_is_tried_on_every_message() {
        let rules = RuleSet::builtin();
        let always = rules
            .rules()
            .filter(|rule| rule.reader.is_none())
            .filter(|rule| rule.wake == super::Wake::Always && rule.needs().digits < 2);
        let ids: Vec<&str> = always.map(|rule| rule.id.as_str()).collect();
        assert_eq!(ids, [""; 0]);
    }

    #[test]
    fn every_builtin_pattern_compiles() {
        for rule in RuleSet::builtin().rules() {
            let proof = rule.compile().and_then(|compiled| rule.prove(&compiled));
            if let Err(error) = proof {
                panic!("{error}");
            }
        }
    }
}
