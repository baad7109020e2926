//! Check digits of national numbers of other countries of Europe.
//!
//! Each algorithm is named with the authority that describes it.

use super::ids::compact;

/// The digits of a number that is nothing but digits.
fn digits(value: &str, length: usize) -> Option<Vec<u32>> {
    let digits: Option<Vec<u32>> = compact(value).chars().map(|c| c.to_digit(10)).collect();
    digits.filter(|digits| digits.len() == length && digits.iter().any(|d| *d != digits[0]))
}

fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(d, w)| d * w).sum()
}

/// German tax number (Bundeszentralamt für Steuern): ISO 7064, MOD 11,10; it does not begin with 0.
pub(super) fn steuer_id(value: &str) -> bool {
    digits(value, 11).is_some_and(|digits| {
        let product = digits[..10].iter().fold(10, |product, digit| {
            let sum = (digit + product) % 10;
            2 * if sum == 0 { 10 } else { sum } % 11
        });
        digits[0] != 0 && (11 - product) % 10 == digits[10]
    })
}

/// Dutch citizen service number (Rijksdienst voor Identiteitsgegevens): the "eleven test".
pub(super) fn bsn(value: &str) -> bool {
    digits(value, 9).is_some_and(|digits| {
        let sum = weighted(&digits[..8], &[9, 8, 7, 6, 5, 4, 3, 2]);
        sum % 11 == digits[8]
    })
}

/// Polish identity number (law on population registration): weights 1, 3, 7, 9.
pub(super) fn pesel(value: &str) -> bool {
    digits(value, 11).is_some_and(|digits| {
        let sum = weighted(&digits[..10], &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3]);
        (10 - sum % 10) % 10 == digits[10]
    })
}

/// Swedish identity number (Skatteverket, SKV 704): Luhn over the last ten digits.
pub(super) fn personnummer(value: &str) -> bool {
    let digits = compact(value);
    let ten = digits
        .get(digits.len().saturating_sub(10)..)
        .unwrap_or_default();
    let month = ten
        .get(2..4)
        .and_then(|m| m.parse::<u32>().ok())
        .unwrap_or(0);
    let day = ten
        .get(4..6)
        .and_then(|d| d.parse::<u32>().ok())
        .unwrap_or(0);
    matches!(digits.len(), 10 | 12)
        && (1..=12).contains(&month)
        && matches!(day, 1..=31 | 61..=91)
        && super::ids::luhn(ten)
}

/// Swiss social security number (Federal Social Insurance Office): 756 and the check of an EAN-13.
pub(super) fn ahv(value: &str) -> bool {
    digits(value, 13).is_some_and(|digits| {
        let sum = weighted(&digits[..12], &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]);
        digits[..3] == [7, 5, 6] && (10 - sum % 10) % 10 == digits[12]
    })
}

/// Irish personal public service number (Revenue): the letter at the sum mod 23.
pub(super) fn pps(value: &str) -> bool {
    let number = compact(value);
    let letters = b"WABCDEFGHIJKLMNOPQRSTUV";
    let Some(first) = number.get(..7).and_then(|first| digits(first, 7)) else {
        return false;
    };
    let rest = number.as_bytes().get(7..).unwrap_or_default();
    let second = match rest {
        [_] => 0,
        [_, letter] if letter.is_ascii_uppercase() => u32::from(letter - b'A' + 1) % 23,
        _ => return false,
    };
    let sum = weighted(&first, &[8, 7, 6, 5, 4, 3, 2]) + 9 * second;
    usize::try_from(sum % 23).is_ok_and(|at| letters[at] == rest[0])
}

/// Portuguese tax number (Autoridade Tributária): mod 11; people's begin with 1, 2, 3 or 45.
pub(super) fn nif_portugal(value: &str) -> bool {
    digits(value, 9).is_some_and(|digits| {
        let rest = weighted(&digits[..8], &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
        let check = if rest < 2 { 0 } else { 11 - rest };
        matches!((digits[0], digits[1]), (1..=3, _) | (4, 5)) && check == digits[8]
    })
}

/// Finnish identity code (Digital and Population Data Services Agency): the sign at number mod 31.
pub(super) fn hetu(value: &str) -> bool {
    let code = compact(value);
    let signs = b"0123456789ABCDEFHJKLMNPRSTUVWXY";
    // A letter may stand for the century; a hyphen or a plus was taken out.
    let number = match code.len() {
        10 => code.get(..9).map(str::to_owned),
        11 => code
            .get(..6)
            .zip(code.get(7..10))
            .map(|(a, b)| format!("{a}{b}")),
        _ => None,
    };
    number
        .and_then(|number| number.parse::<usize>().ok())
        .is_some_and(|number| code.as_bytes().last() == signs.get(number % 31))
}

/// Romanian identity number (law 105/1996): mod 11.
pub(super) fn cnp(value: &str) -> bool {
    digits(value, 13).is_some_and(|digits| {
        let rest = weighted(&digits[..12], &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
        digits[0] != 0 && if rest == 10 { 1 } else { rest } == digits[12]
    })
}

/// NHS number (NHS Data Dictionary): mod 11.
pub(super) fn nhs(value: &str) -> bool {
    digits(value, 10).is_some_and(|digits| {
        let check = 11 - weighted(&digits[..9], &[10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
        check != 10 && check % 11 == digits[9]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of the numbers that differ in one digit, exactly one passes.
    fn one_in_ten(check: fn(&str) -> bool, number: &str, place: usize) {
        assert!(check(number), "{number}");
        let passing = (0..10)
            .map(|digit| {
                let mut other = number.to_owned();
                other.replace_range(place..=place, &digit.to_string());
                other
            })
            .filter(|other| check(other))
            .count();
        assert_eq!(passing, 1, "{number}");
    }

    #[test]
    fn one_digit_off_is_another_number() {
        one_in_ten(steuer_id, "42980635162", 4);
        one_in_ten(bsn, "184664664", 3);
        one_in_ten(pesel, "88050205613", 7);
        one_in_ten(personnummer, "971101-1842", 8);
        one_in_ten(ahv, "756.7510.9352.06", 6);
        one_in_ten(pps, "3287673K", 3);
    }

    #[test]
    fn letters_and_lengths_are_checked_too() {
        assert!(!pps("3287673L"));
        assert!(!pps("328767K"));
        assert!(!steuer_id("4298063516"));
        assert!(!ahv("757.7510.9352.06"));
        assert!(!bsn("000000000"));
    }
}
