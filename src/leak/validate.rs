//! Checks a pattern cannot make: check digits, randomness, and whether a word is a password.

use data_encoding::BASE64URL_NOPAD;
use serde_json::{Map, Value};

use super::{elsewhere, guard, ids};

macro_rules! validators {
    ($($(#[$doc:meta])* $variant:ident = $name:literal => $check:path),+ $(,)?) => {
        /// A check a rule may ask for on the value it captured.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Validator { $($(#[$doc])* $variant),+ }

        impl Validator {
            const ALL: &[(Self, &str)] = &[$((Self::$variant, $name)),+];

            fn accepts(self, value: &str) -> bool {
                match self { $(Self::$variant => $check(value)),+ }
            }
        }
    };
}

validators! {
    /// Payment card: issuer range, length and Luhn.
    Card = "card" => ids::card,
    /// Luhn check digit alone.
    Luhn = "luhn" => ids::luhn,
    /// IBAN: country length and mod 97.
    Iban = "iban" => ids::iban,
    /// French bank details with their key.
    Rib = "rib" => ids::rib,
    /// French social security number with its key.
    Nir = "nir" => ids::nir,
    /// French tax number.
    Spi = "spi" => ids::spi,
    /// Belgian national number.
    Niss = "niss" => ids::niss,
    /// Spanish DNI or NIE with its letter.
    Dni = "dni" => ids::dni,
    /// Italian tax code with its letter.
    CodiceFiscale = "codice-fiscale" => ids::codice_fiscale,
    /// United Kingdom national insurance number.
    Nino = "nino" => ids::nino,
    /// United States social security number.
    Ssn = "ssn" => ids::ssn,
    /// German tax number.
    SteuerId = "steuer-id" => elsewhere::steuer_id,
    /// Dutch citizen service number.
    Bsn = "bsn" => elsewhere::bsn,
    /// Polish identity number.
    Pesel = "pesel" => elsewhere::pesel,
    /// Swedish identity number.
    Personnummer = "personnummer" => elsewhere::personnummer,
    /// Swiss social security number.
    Ahv = "ahv" => elsewhere::ahv,
    /// Irish personal public service number.
    Pps = "pps" => elsewhere::pps,
    /// Portuguese tax number.
    NifPortugal = "nif-portugal" => elsewhere::nif_portugal,
    /// Finnish identity code.
    Hetu = "hetu" => elsewhere::hetu,
    /// Romanian identity number.
    Cnp = "cnp" => elsewhere::cnp,
    /// National health number of England.
    Nhs = "nhs" => elsewhere::nhs,
    /// A random-looking token.
    Entropy = "entropy" => random,
    /// A value that may be a key because a service is named beside it.
    Key = "key" => key,
    /// A word someone would type as a password, announced in words only.
    Password = "password" => password,
    /// A password announced with a colon, an equals sign or quotes.
    Announced = "announced" => announced,
    /// A token that ends with the check of what precedes it, as those of GitHub and npm do.
    Crc32 = "crc32" => crc32_token,
    /// A JSON Web Token whose header decodes and names an algorithm.
    Jwt = "jwt" => jwt,
}

impl Validator {
    /// The validator of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(v, _)| *v)
    }

    /// The part of `value` that passes: all of it, or for an account written in groups, the
    /// groups before the words that follow it.
    pub(super) fn accepted(self, value: &str) -> Option<&str> {
        if self.accepts(value) {
            return Some(value);
        }
        if self != Self::Iban {
            return None;
        }
        value
            .rmatch_indices(' ')
            .map(|(end, _)| &value[..end])
            .find(|head| self.accepts(head))
    }

    /// Whether it checks digits that chance gives less than once in ten.
    pub(super) const fn has_check_digits(self) -> bool {
        matches!(
            self,
            Self::Card | Self::Iban | Self::Rib | Self::Nir | Self::Crc32
        )
    }

    /// Every name, for error messages.
    #[must_use]
    pub fn names() -> String {
        Self::ALL
            .iter()
            .map(|(_, n)| *n)
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// Shannon entropy in bits per byte.
fn entropy(value: &str) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in value.bytes() {
        counts[usize::from(byte)] += 1;
    }
    let total = f64::from(u32::try_from(value.len()).unwrap_or(u32::MAX).max(1));
    counts
        .iter()
        .filter(|c| **c > 0)
        .map(|c| f64::from(*c) / total)
        .map(|p| -p * p.log2())
        .sum()
}

fn random(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let letters = value.bytes().filter(u8::is_ascii_alphabetic).count();
    ((digits >= 2 && letters >= 2 && entropy(value) >= 2.8) || scrambled(value))
        && !identifier(value)
}

/// Letters of both cases as only chance mixes them: names have a capital to a word, not to every
/// third letter. One key in ten has a single figure, or none.
fn scrambled(value: &str) -> bool {
    let count = |of: fn(&u8) -> bool| value.bytes().filter(of).count();
    let (capital, small) = (count(u8::is_ascii_uppercase), count(u8::is_ascii_lowercase));
    let letters = capital + small;
    let bytes = value.as_bytes();
    let pairs = bytes.windows(2);
    let pairs = pairs.filter(|two| two.iter().all(u8::is_ascii_uppercase));
    letters >= 18
        && capital.min(small) * 10 >= letters * 3
        && pairs.take(3).count() == 3
        && entropy(value) >= 3.5
}

/// Figures in groups of 8, 4, 4, 4 and 12, as RFC 9562 writes them.
pub(super) fn uuid(value: &str) -> bool {
    let lengths = value.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && value.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit())
}

/// A name of several words or numbers, such as `runner-2024-01`: chance gives no such order.
pub(super) fn identifier(value: &str) -> bool {
    let mut parts = value
        .split(['-', '_', '.', '/', '+', ':', '~'])
        .filter(|part| !part.is_empty())
        .peekable();
    let whole = parts.peek().is_some_and(|first| first.len() == value.len());
    !whole
        && !uuid(value)
        && parts.all(|part| {
            part.len() <= 12
                && (part.bytes().all(|b| b.is_ascii_digit())
                    || (part.bytes().skip(1).all(|b| b.is_ascii_lowercase()))
                    || (part.bytes().all(|b| b.is_ascii_uppercase())))
        })
}

/// Letters of both cases, one in four at least a capital, or more of them than any name has.
fn cased(value: &str) -> bool {
    let count = |of: fn(&u8) -> bool| value.bytes().filter(of).count();
    let capital = count(u8::is_ascii_uppercase);
    let small = count(u8::is_ascii_lowercase);
    let whole = value.bytes().all(|b| b.is_ascii_alphanumeric());
    let mixed = capital > 0 && small > 0;
    (mixed && whole && value.len() >= 64)
        || (value.len() >= 20 && capital.min(small) * 4 >= capital + small && entropy(value) >= 3.7)
}

fn key(value: &str) -> bool {
    let value = value.trim_matches(['-', '_', '.', ':', '=']);
    let count = |of: fn(&u8) -> bool| value.bytes().filter(of).count();
    let (digits, letters) = (count(u8::is_ascii_digit), count(u8::is_ascii_alphabetic));
    let long = value.len() >= 16 || (value.len() >= 11 && digits >= 3 && letters >= 3);
    let flat = value.bytes().filter(|b| *b != b'0').count() * 2 < value.len();
    long && !flat
        && !identifier(value)
        && ((digits >= 2 && letters >= 2) || digits >= 24 || cased(value) || guard::sequence(value))
}

/// The alphabet checks are written in, from the least figure to the greatest.
const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// Signs a check takes, with noughts before it where it is short.
const CHECK: usize = 6;

/// After the prefix, signs drawn by chance, then their CRC-32 in base 62: so do GitHub's tokens
/// (github.blog, 5 April 2021) and npm's (github.blog, 23 September 2021).
fn crc32_token(value: &str) -> bool {
    let Some((_, body)) = value.split_once('_') else {
        return false;
    };
    let Some((drawn, check)) = body.split_at_checked(body.len().saturating_sub(CHECK)) else {
        return false;
    };
    let mut left = crc32(drawn.as_bytes());
    !drawn.is_empty()
        && check.bytes().rev().all(|sign| {
            let figure = usize::try_from(left % 62).unwrap_or_default();
            left /= 62;
            BASE62.get(figure) == Some(&sign)
        })
        && left == 0
}

/// The check of ISO 3309 that PNG and gzip use too.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 * (crc & 1))
        })
    })
}

/// What a word is made of.
pub(super) struct Shape {
    pub mixed: bool,
    pub digit: bool,
    pub symbol: bool,
}

pub(super) fn shape(value: &str) -> Shape {
    Shape {
        mixed: value.bytes().any(|b| b.is_ascii_lowercase())
            && value.bytes().skip(1).any(|b| b.is_ascii_uppercase()),
        digit: value.bytes().any(|b| b.is_ascii_digit()),
        symbol: value
            .trim_end_matches(['.', ',', '!', '?', ')', ';'])
            .bytes()
            .any(|b| {
                b.is_ascii_punctuation()
                    && !matches!(b, b'\'' | b'-' | b'.' | b',' | b'/' | b'(' | b')')
            }),
    }
}

/// Announced by words only, so the shape must speak: "the password is Tulip7!" but not "is wrong".
fn password(value: &str) -> bool {
    let s = shape(value);
    value.len() >= 4
        && !guard::ordinary_word(value)
        && !unit(value)
        && (s.digit || s.symbol || s.mixed)
}

/// Announced as a value, so any word that is not an ordinary one will do.
fn announced(value: &str) -> bool {
    let s = shape(value);
    value.len() >= 4
        && !guard::ordinary_word(value)
        && !unit(value)
        && (s.digit || s.symbol || s.mixed || value.len() >= 6)
}

/// What a number may count or measure: "12 characters", "90j", "2FA" and "8 %" are policy.
const UNITS: &[&str] = &[
    "h",
    "j",
    "d",
    "s",
    "ms",
    "min",
    "mn",
    "sec",
    "ans",
    "an",
    "mois",
    "jours",
    "jour",
    "heures",
    "days",
    "day",
    "months",
    "years",
    "hours",
    "hrs",
    "chars",
    "char",
    "caracteres",
    "car",
    "fa",
    "x",
    "%",
    "e",
    "€",
    "$",
    "eur",
    "euros",
    "k",
    "k€",
    "go",
    "gb",
    "mo",
    "mb",
    "ko",
    "kb",
    "ghz",
    "mhz",
    "mbps",
    "dbm",
    "px",
    "km",
    "m",
    "cm",
    "eme",
    "er",
    "ere",
    "th",
    "st",
    "nd",
    "rd",
    "pm",
    "am",
];

/// Numbers with a unit, addresses and mentions are not passwords.
pub(super) fn unit(value: &str) -> bool {
    let v = value
        .trim_end_matches(['.', ',', '!', '?', ')', ';'])
        .to_ascii_lowercase();
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '+' | '-' | '~');
    let rest = v.trim_start_matches(number);
    v.starts_with("http://")
        || v.starts_with("https://")
        || v.starts_with('@')
        || (rest.len() < v.len() && UNITS.contains(&rest))
}

/// Three parts, or five when encrypted, of which the first is a JSON object naming its algorithm
/// (RFC 7519, sections 3 and 5; RFC 7515, section 4.1.1).
fn jwt(value: &str) -> bool {
    let parts: Vec<&str> = value.split('.').collect();
    let header = parts.first().and_then(|head| {
        let decoded = BASE64URL_NOPAD.decode(head.as_bytes()).ok()?;
        serde_json::from_slice::<Map<String, Value>>(&decoded).ok()
    });
    matches!(parts.len(), 3 | 5)
        && header.is_some_and(|header| header.get("alg").is_some_and(Value::is_string))
}
