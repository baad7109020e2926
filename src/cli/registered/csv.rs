//! One column of a table as spreadsheets write it: separated by commas, semicolons or tabs, with
//! quotes around what holds one of them.

use bonsens::words::Problem;

/// The values under a heading, with the lines they begin on. Empty cells are left out.
pub fn column(text: &str, heading: &str) -> Result<Vec<(usize, String)>, Problem> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let most = |separator: &char| first.matches(*separator).count();
    let separator = [',', ';', '\t'].into_iter().max_by_key(most).unwrap_or(',');
    let mut rows = rows(text, separator).into_iter();
    let headings = rows.next().map(|(_, cells)| cells).unwrap_or_default();
    let same = |cell: &String| cell.trim().to_lowercase() == heading.trim().to_lowercase();
    let Some(at) = headings.iter().position(same) else {
        return Err(Problem::new("register-no-column").with("column", heading));
    };
    let cells = rows.filter_map(|(line, cells)| Some((line, cells.into_iter().nth(at)?)));
    Ok(cells.filter(|(_, cell)| !cell.trim().is_empty()).collect())
}

/// The rows of a table, each with the line it begins on.
fn rows(text: &str, separator: char) -> Vec<(usize, Vec<String>)> {
    let mut rows = Vec::new();
    let (mut line, mut began) = (1, 1);
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        line += usize::from(c == '\n');
        match c {
            '"' if quoted && rest.peek() == Some(&'"') => {
                cell.push('"');
                rest.next();
            }
            '"' if quoted || cell.trim().is_empty() => quoted = !quoted,
            '\n' if !quoted => {
                cells.push(std::mem::take(&mut cell));
                rows.push((began, std::mem::take(&mut cells)));
                began = line;
            }
            '\r' if !quoted => {}
            _ if c == separator && !quoted => cells.push(std::mem::take(&mut cell)),
            _ => cell.push(c),
        }
    }
    if !cells.is_empty() || !cell.is_empty() {
        cells.push(cell);
        rows.push((began, cells));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_read_as_spreadsheets_write_it() {
        let text = "\u{feff}Nom;Réf\r\n\"Dupont; fils\";A-1\r\n\"dit \"\"Jo\"\"\nLe Grand\";B-2\r\n;C-3\r\nfin;\r\n";
        let references = column(text, "réf").unwrap();
        let expected = [(2, "A-1"), (3, "B-2"), (5, "C-3")];
        assert_eq!(references, expected.map(|(at, it)| (at, it.to_owned())));
        let names = column(text, "Nom").unwrap();
        assert_eq!(names[0].1, "Dupont; fils");
        assert_eq!(names[1], (3, "dit \"Jo\"\nLe Grand".to_owned()));
        assert!(column(text, "Code").is_err());
        assert_eq!(column("a,b\n1,2", "b").unwrap(), [(2, "2".to_owned())]);
    }
}
