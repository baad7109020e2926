//! What could follow what someone is typing: titles of articles, and the charters and versions that
//! an admin may name.

use bonsens_port::{Contents, Lang, MessageText, Role, SectionRef, WorkspaceId};
use serde_json::{Value, json};

use super::acts::in_time;
use super::{End, Reception};
use crate::incoming::Completed;
use crate::split::{length, shorten};

/// The kind of answer that holds choices.
const CHOICES: u8 = 8;
/// Discord's limits: choices shown, and the length of a name or a value.
const SHOWN: usize = 25;
const LONGEST: usize = 100;

/// A section, as it is offered.
struct Offered<'a> {
    /// Its own heading.
    heading: &'a str,
    /// With those above it.
    path: &'a str,
    charter: &'a Contents,
    section: SectionRef,
}

impl Reception {
    /// The choices, as the answer to what is being typed. Where nothing is known, there are none.
    pub(super) async fn completions(
        &self,
        server: &WorkspaceId,
        role: Role,
        lang: Lang,
        what: &Completed,
        typed: &MessageText,
    ) -> Value {
        let choices = match what {
            Completed::Question | Completed::Article => {
                let contents = in_time(self.intake.contents(server, lang)).await;
                let contents = contents.and_then(Result::ok).unwrap_or_default();
                let as_question = *what == Completed::Question;
                titles(&contents, typed.expose(), as_question)
            }
            // What is set is shown to admins alone.
            Completed::Charter | Completed::Version(_) if role < Role::Admin => Vec::new(),
            Completed::Charter | Completed::Version(_) => {
                let settings = in_time(self.intake.settings(server)).await;
                let settings = settings.and_then(Result::ok);
                let live = settings
                    .map(|settings| settings.charters)
                    .unwrap_or_default();
                let choices = live.iter().filter_map(|live| {
                    let (id, version) = (live.charter.id.as_str(), live.charter.version.as_str());
                    if let Completed::Version(charter) = what {
                        return (charter == id).then(|| (version.to_owned(), version));
                    }
                    Some((format!("{id} – {}", live.title), id))
                });
                let typed = folded(typed.expose());
                let fitting = choices.filter(|(name, _)| folded(name).contains(&typed));
                fitting
                    .filter_map(|(name, value)| choice(&name, value))
                    .collect()
            }
        };
        let shown: Vec<Value> = choices.into_iter().take(SHOWN).collect();
        json!({"type": CHOICES, "data": {"choices": shown}})
    }

    /// The section that was chosen, or that is called that.
    pub(super) async fn section(
        &self,
        server: &WorkspaceId,
        lang: Lang,
        title: &MessageText,
    ) -> Result<Option<SectionRef>, End> {
        let contents = self.intake.contents(server, lang).await?;
        let chosen = SectionRef::of_subject(title.expose());
        let all = || offered(&contents);
        if let Some(chosen) = chosen
            && all().any(|one| one.section == chosen)
        {
            return Ok(Some(chosen));
        }
        let title = folded(title.expose());
        let named = |named: &dyn Fn(&Offered<'_>) -> bool| all().find(named).map(|one| one.section);
        let whole = named(&|one| folded(one.heading) == title);
        Ok(whole.or_else(|| named(&|one| folded(one.path).contains(&title))))
    }
}

fn offered(contents: &[Contents]) -> impl Iterator<Item = Offered<'_>> {
    contents.iter().flat_map(|charter| {
        charter.sections.iter().map(move |(section, path)| Offered {
            heading: path.rsplit(" > ").next().unwrap_or(path),
            path,
            charter,
            section: SectionRef {
                charter: charter.charter.id.clone(),
                section: *section,
            },
        })
    })
}

/// The titles that hold what is typed, those that begin with it first.
fn titles(contents: &[Contents], typed: &str, as_question: bool) -> Vec<Value> {
    let typed = folded(typed.trim());
    let fits = |one: &Offered<'_>| folded(one.path).contains(&typed);
    let mut fitting: Vec<_> = offered(contents).filter(fits).collect();
    fitting.sort_by_key(|one| !folded(one.heading).starts_with(&typed));
    let several = contents.len() > 1;
    let choices = fitting.into_iter().filter_map(|one| {
        if as_question {
            return choice(one.heading, one.heading);
        }
        let name = if several {
            format!("{} – {}", one.heading, one.charter.title)
        } else {
            one.heading.to_owned()
        };
        choice(&name, &one.section.subject())
    });
    choices.collect()
}

/// A choice; none where its value does not fit.
fn choice(name: &str, value: &str) -> Option<Value> {
    let fits = !name.is_empty() && !value.is_empty() && length(value) <= LONGEST;
    fits.then(|| json!({"name": shorten(name, LONGEST), "value": value}))
}

/// A title as people may type it: without capitals and accents.
fn folded(title: &str) -> String {
    let mut folded = String::with_capacity(title.len());
    for sign in title.chars().flat_map(char::to_lowercase) {
        folded.push_str(match sign {
            'à' | 'â' | 'ä' | 'á' => "a",
            'é' | 'è' | 'ê' | 'ë' => "e",
            'î' | 'ï' | 'í' => "i",
            'ô' | 'ö' | 'ó' => "o",
            'ù' | 'û' | 'ü' | 'ú' => "u",
            'ç' => "c",
            'œ' => "oe",
            'æ' => "ae",
            '’' => "'",
            other => {
                folded.push(other);
                continue;
            }
        });
    }
    folded
}

#[cfg(test)]
mod tests {
    use bonsens_port::CharterRef;

    use super::*;

    fn charter(id: &str, sections: &[&str]) -> Contents {
        let sections = sections.iter().map(|path| (*path).to_owned());
        Contents {
            charter: CharterRef {
                id: id.to_owned(),
                version: "1".to_owned(),
            },
            title: format!("Charte {id}"),
            lang: Some(Lang::Fr),
            in_force_since: None,
            sections: sections.enumerate().collect(),
        }
    }

    fn names(choices: &[Value]) -> Vec<&str> {
        choices
            .iter()
            .map(|one| one["name"].as_str().unwrap())
            .collect()
    }

    #[test]
    fn titles_are_found_as_people_type_them_those_that_begin_so_first() {
        let one = [charter(
            "social",
            &[
                "Congés",
                "Travail > Télétravail",
                "Travail > Horaires de travail",
            ],
        )];
        assert_eq!(names(&titles(&one, "TELE", false)), ["Télétravail"]);
        assert_eq!(
            names(&titles(&one, "horaires", false)),
            ["Horaires de travail"]
        );
        assert_eq!(names(&titles(&one, "t", false))[0], "Télétravail");
        assert_eq!(titles(&one, "", false).len(), 3);
        assert_eq!(titles(&one, "tele", false)[0]["value"], "social:1");
        assert_eq!(titles(&one, "tele", true)[0]["value"], "Télétravail");
        assert!(titles(&one, "piscine", false).is_empty());
    }

    #[test]
    fn with_several_charters_each_title_says_whose_it_is_and_stays_within_limits() {
        let two = [
            charter("a", &["Congés"]),
            charter(&"x".repeat(120), &["Congés"]),
        ];
        let found = titles(&two, "conges", false);
        assert_eq!(
            names(&found),
            ["Congés – Charte a"],
            "an id too long is left out"
        );
        let long = [charter("a", &[&"é".repeat(300)])];
        let found = titles(&long, "", false);
        assert!(found[0]["name"].as_str().unwrap().chars().count() <= LONGEST);
        assert!(
            titles(&long, "", true).is_empty(),
            "a question can't be cut"
        );
    }
}
