//! Check digits of cards, accounts and national numbers, so that a bad number says nothing.
//!
//! Each algorithm is named with the specification it comes from.

use iban::IbanLike;

/// Letters and digits alone, in capitals.
pub(super) fn compact(value: &str) -> String {
    value
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

fn number(value: &str) -> Option<u64> {
    value.parse().ok()
}

/// Luhn check digit (ISO/IEC 7812-1, annex B).
pub(super) fn luhn(value: &str) -> bool {
    value.chars().filter(char::is_ascii_digit).nth(1).is_some() && luhn::valid(value)
}

/// Numbers the card schemes and processors publish for tests: they open nothing.
const TEST_CARDS: &[&str] = &[
    "4242424242424242",
    "4111111111111111",
    "4000056655665556",
    "5555555555554444",
    "5200828282828210",
    "5105105105105100",
    "378282246310005",
    "371449635398431",
    "6011111111111117",
    "6011000990139424",
    "30569309025904",
    "38520000023237",
    "3530111333300000",
    "3566002020360505",
    "4012888888881881",
    "4222222222222",
    "2223003122003222",
    "4000000000000002",
    "5454545454545454",
    "4970100000000055",
];

/// Payment card: the issuer's range and length, then Luhn (ISO/IEC 7812-1).
pub(super) fn card(value: &str) -> bool {
    let n = compact(value);
    let head = |len: usize| n.get(..len).and_then(number).unwrap_or(0);
    let issuer = match n.len() {
        13 | 19 => head(1) == 4,
        14 => head(2) == 36 || head(2) == 38 || (300..=305).contains(&head(3)),
        15 => matches!(head(2), 34 | 37),
        16 => {
            head(1) == 4
                || (51..=55).contains(&head(2))
                || (2221..=2720).contains(&head(4))
                || head(4) == 6011
                || head(2) == 65
                || (3528..=3589).contains(&head(4))
        }
        _ => false,
    };
    let repeated = n.bytes().collect::<std::collections::BTreeSet<_>>().len() < 4;
    issuer && !repeated && luhn(&n) && !TEST_CARDS.contains(&n.as_str())
}

/// Countries missing from the table of the crate, with the length of their IBANs: two that are in
/// the registry's printed form only (Honduras and Pakistan), and some that are not in it yet.
const OTHER_COUNTRIES: &[(&str, usize)] = &[
    ("BF", 28),
    ("BJ", 28),
    ("CG", 27),
    ("CI", 28),
    ("CM", 27),
    ("DZ", 26),
    ("GA", 27),
    ("HN", 28),
    ("MA", 28),
    ("MG", 27),
    ("ML", 28),
    ("PK", 24),
    ("SN", 28),
    ("TG", 28),
];

/// IBANs every manual prints.
const TEST_IBANS: &[&str] = &[
    "FR1420041010050500013M02606",
    "GB82WEST12345698765432",
    "DE89370400440532013000",
    "GB29NWBK60161331926819",
    "BE68539007547034",
    "FR7630006000011234567890189",
    "NL91ABNA0417164300",
    "ES9121000418450200051332",
];

/// IBAN: the country's structure in the registry of ISO 13616, and its check digits (ISO 7064,
/// MOD 97-10).
pub(super) fn iban(value: &str) -> bool {
    let n = compact(value);
    let known = match n.parse::<iban::Iban>() {
        Ok(_) => true,
        Err(iban::ParseIbanError::UnknownCountry(base)) => {
            let account = base.electronic_str();
            OTHER_COUNTRIES
                .iter()
                .any(|(country, length)| account.starts_with(country) && account.len() == *length)
        }
        Err(_) => false,
    };
    known && !TEST_IBANS.contains(&n.as_str())
}

/// Account number of a French bank, with its key (Comité français d'organisation et de
/// normalisation bancaires, "relevé d'identité bancaire"): letters become digits, then
/// 97 − (89 × bank + 15 × branch + 3 × account) mod 97.
pub(super) fn rib(value: &str) -> bool {
    let n: String = compact(value)
        .chars()
        .map(|c| match c {
            'A' | 'J' => '1',
            'B' | 'K' | 'S' => '2',
            'C' | 'L' | 'T' => '3',
            'D' | 'M' | 'U' => '4',
            'E' | 'N' | 'V' => '5',
            'F' | 'O' | 'W' => '6',
            'G' | 'P' | 'X' => '7',
            'H' | 'Q' | 'Y' => '8',
            'I' | 'R' | 'Z' => '9',
            digit => digit,
        })
        .collect();
    let part = |from: usize, to: usize| n.get(from..to).and_then(number).unwrap_or(0);
    n.len() == 23
        && part(0, 10) > 0
        && part(21, 23) == 97 - (89 * part(0, 5) + 15 * part(5, 10) + 3 * part(10, 21)) % 97
}

/// French social security number (INSEE, "numéro d'inscription au répertoire", decree 82-103):
/// 97 − number mod 97. Departments 2A and 2B, in Corsica, count as 19 and 18, which is what taking
/// 1,000,000 or 2,000,000 from the number with a 0 for the letter comes to. Months over 12 are for
/// births whose date is not known.
pub(super) fn nir(value: &str) -> bool {
    let n = compact(value);
    if n.len() != 15 {
        return false;
    }
    // Corsica: 2A counts as 19 and 2B as 18.
    let body = match n.get(5..7) {
        Some("2A") => format!("{}19{}", &n[..5], &n[7..13]),
        Some("2B") => format!("{}18{}", &n[..5], &n[7..13]),
        _ => n[..13].to_owned(),
    };
    let month = number(&n[3..5]).unwrap_or(0);
    matches!(month, 1..=12 | 20..=42 | 50..=99)
        && number(&body)
            .zip(number(&n[13..]))
            .is_some_and(|(b, key)| key == 97 - b % 97)
}

/// French tax number, "numéro SPI" (European Commission, TIN algorithms, France): the last three
/// digits are the first ten mod 511.
pub(super) fn spi(value: &str) -> bool {
    let n = compact(value);
    n.len() == 13
        && matches!(n.as_bytes()[0], b'0'..=b'3')
        && number(&n[..10])
            .zip(number(&n[10..]))
            .is_some_and(|(b, key)| b > 0 && b % 511 == key)
}

/// Belgian national number (royal decree of 3 April 1984): 97 − number mod 97, with a 2
/// in front for those born since 2000. The months of a "bis" number are 20 or 40 higher.
pub(super) fn niss(value: &str) -> bool {
    let n = compact(value);
    n.len() == 11
        && number(&n[..9])
            .zip(number(&n[9..]))
            .is_some_and(|(b, key)| {
                b > 0 && (key == 97 - b % 97 || key == 97 - (b + 2_000_000_000) % 97)
            })
}

/// Spanish DNI and NIE (Ministerio del Interior, "cálculo del dígito de control del NIF/NIE"): the
/// letter at number mod 23; X, Y and Z count as 0, 1 and 2.
pub(super) fn dni(value: &str) -> bool {
    let n = compact(value);
    if n.len() != 9 {
        return false;
    }
    let body = match &n[..1] {
        "X" => format!("0{}", &n[1..8]),
        "Y" => format!("1{}", &n[1..8]),
        "Z" => format!("2{}", &n[1..8]),
        _ => n[..8].to_owned(),
    };
    let letters = b"TRWAGMYFPDXBNJZSQVHLCKE";
    number(&body)
        .and_then(|b| usize::try_from(b % 23).ok())
        .is_some_and(|i| letters[i] == n.as_bytes()[8] && body != "12345678")
}

/// Italian tax code (ministerial decree of 23 December 1976, annex): odd and even places weigh
/// differently, and the sum mod 26 gives the letter.
pub(super) fn codice_fiscale(value: &str) -> bool {
    const ODD: [u32; 36] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3,
        6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
    ];
    let n = compact(value);
    if n.len() != 16 {
        return false;
    }
    let sum: u32 = n
        .chars()
        .take(15)
        .enumerate()
        .map(|(i, c)| {
            let v = c.to_digit(36).unwrap_or(0);
            if i % 2 == 0 {
                usize::try_from(v)
                    .ok()
                    .and_then(|v| ODD.get(v))
                    .copied()
                    .unwrap_or(0)
            } else if v >= 10 {
                v - 10
            } else {
                v
            }
        })
        .sum();
    n.chars().nth(15).and_then(|c| c.to_digit(36)) == Some(sum % 26 + 10)
}

/// United Kingdom national insurance number (HMRC, National Insurance Manual NIM39110), which has
/// no check digit: some prefixes are never given.
pub(super) fn nino(value: &str) -> bool {
    let n = compact(value);
    n.len() == 9 && !["BG", "GB", "NK", "KN", "TN", "NT", "ZZ", "QQ"].contains(&&n[..2])
}

/// United States social security number (Social Security Administration, randomization rules),
/// which has no check digit: some groups are never given, some numbers were printed as samples.
pub(super) fn ssn(value: &str) -> bool {
    let n = compact(value);
    n.len() == 9
        && !matches!(&n[..3], "000" | "666")
        && !n.starts_with('9')
        && &n[3..5] != "00"
        && &n[5..] != "0000"
        && !matches!(n.as_str(), "123456789" | "078051120" | "219099999")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each number passes as it is, and fails with its last character changed.
    fn told_apart(check: fn(&str) -> bool, numbers: &[&str]) {
        for number in numbers {
            assert!(check(number), "{number}");
            let last = number.chars().next_back().unwrap_or_default();
            let other = match last {
                '9' => '0',
                'Z' => 'A',
                c => char::from_u32(u32::from(c) + 1).unwrap_or_default(),
            };
            let wrong = format!("{}{other}", &number[..number.len() - 1]);
            assert!(!check(&wrong), "{wrong}");
        }
    }

    #[test]
    fn check_digits_tell_a_number_from_its_misprint() {
        told_apart(luhn, &["79927398713", "7992-7398-713"]);
        told_apart(nir, &["2 55 08 14 168 025 38", "1 79 06 2A 004 118 80"]);
        told_apart(spi, &["30 23 217 600 053", "0701987765493"]);
        told_apart(
            niss,
            &["85.07.30-033 28", "17 07 30 033 84", "40 01 01 001 40"],
        );
        told_apart(dni, &["54362315-K", "X-2482300W", "Z8078221M"]);
        told_apart(codice_fiscale, &["RCCMNL83S18D969H", "CNTCHR83T41D969D"]);
        told_apart(rib, &["20041 01005 0500013M026 06"]);
    }

    #[test]
    fn corsican_departments_are_not_interchangeable() {
        let key = |department: &str| {
            (1..=97)
                .map(|key| format!("17906{department}004118{key:02}"))
                .find(|number| nir(number))
        };
        let south = key("2A").unwrap();
        let north = key("2B").unwrap();
        assert_ne!(south[13..], north[13..]);
        // 2A counts as 19, 2B as 18.
        assert_eq!(south[13..], key("19").unwrap()[13..]);
        assert_eq!(north[13..], key("18").unwrap()[13..]);
    }

    #[test]
    fn ibans_from_all_over_the_registry_pass_spaced_or_not() {
        for account in [
            "AD1400080001001234567890",
            "AL35202111090000000001234567",
            "AZ77VTBA00000000001234567890",
            "BH02CITI00001077181611",
            "BR1500000000000010932840814P2",
            "CR23015108410026012345",
            "DO22ACAU00000000000123456789",
            "EG800002000156789012345180002",
            "GE60NB0000000123456789",
            "GT20AGRO00000000001234567890",
            "HN88CABF00000000000250005469",
            "IQ20CBIQ861800101010500",
            "JO71CBJO0000000000001234567890",
            "KW81CBKU0000000000001234560101",
            "KZ563190000012344567",
            "LB92000700000000123123456123",
            "LC14BOSL123456789012345678901234",
            "MD21EX000000000001234567",
            "MR1300020001010000123456753",
            "NO8330001234567",
            "PK36SCBL0000001123456702",
            "PS92PALS000000000400123456702",
            "SC74MCBL01031234567890123456USD",
            "ST23000200000289355710148",
            "TL380010012345678910106",
            "VA59001123000012345678",
            "VG07ABVI0000000123456789",
            "XK051212012345678906",
        ] {
            assert!(iban(account), "{account}");
            let spaced: Vec<String> = account
                .as_bytes()
                .chunks(4)
                .map(|four| String::from_utf8_lossy(four).into_owned())
                .collect();
            assert!(iban(&spaced.join(" ").to_lowercase()), "{account}");
        }
        assert!(!iban("XX1400080001001234567890"));
    }
}
