//! From a finding in a text to what may be kept of it.

use bonsens_port::{Extract, Finding, MaskedFinding, WorkspaceId};

use crate::trust::Keys;

/// Masks findings: counts for the place, a keyed hash for the value.
#[must_use]
pub fn mask(
    keys: &Keys,
    workspace: &WorkspaceId,
    text: &str,
    found: &[Finding],
) -> Vec<MaskedFinding> {
    found
        .iter()
        .filter_map(|finding| {
            let value = text.get(finding.start..finding.end)?;
            Some(MaskedFinding {
                rule: finding.rule.clone(),
                family: finding.family,
                severity: finding.severity,
                extract: extract(text, finding.start, finding.end)?,
                value: keys.value(workspace, &finding.rule, value),
            })
        })
        .collect()
}

fn extract(text: &str, start: usize, end: usize) -> Option<Extract> {
    let before = text.get(..start)?;
    let after = text.get(end..)?;
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line_end = after.find('\n').unwrap_or(after.len());
    Some(Extract {
        line: count(before.matches('\n').count() + 1),
        words_before: count(before[line_start..].split_whitespace().count()),
        characters: count(text[start..end].chars().count()),
        words_after: count(after[..line_end].split_whitespace().count()),
    })
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extract_counts_words_on_the_values_own_line() {
        let text = "hello\nthe door code is 4821 ok?\nbye";
        let start = text.find("4821").unwrap();
        let found = extract(text, start, start + 4).unwrap();
        assert_eq!(
            found,
            Extract {
                line: 2,
                words_before: 4,
                characters: 4,
                words_after: 1
            }
        );
    }
}
